/**
 * Conditions of Sprout: linear and other arithmetic over the value that is sent, the registers, and the registers afterwards (`r'`).
 *
 *   or: \/   and: /\   not: ~   comparisons: = != < <= > >=   sums: + -   products: * / %   from the loosest to the tightest
 */
import type { Limits, Span } from "../../../calculus/diagnostics/index.ts";
import type { ArithmeticOperator, ComparisonOperator, DataCondition, DataTerm } from "../../../calculus/syntax/index.ts";
import type { TokenCursor } from "../token-cursor.ts";
import type { Kind } from "./automaton.ts";

/** Operators in one condition. */
const mostOperators = 1000;

/** What was read: a condition, or a number. Where a number stands for a condition, or the other way round, that has been reported. */
type Read = { readonly span: Span } & (
  { readonly sort: "condition"; readonly condition: DataCondition } | { readonly sort: "number"; readonly term: DataTerm }
);

interface Level {
  readonly operators: ReadonlySet<string>;
  readonly operand: Read["sort"];
}

const levels: readonly Level[] = [
  { operators: new Set(["\\/", "or"]), operand: "condition" },
  { operators: new Set(["/\\", "and"]), operand: "condition" },
  { operators: new Set(["=", "!=", "<", "<=", ">", ">="]), operand: "number" },
  { operators: new Set(["+", "-"]), operand: "number" },
  { operators: new Set(["*", "/", "%"]), operand: "number" },
];
const comparison = 2;

/** Who may be spoken of. */
export interface Scope {
  /** The value that the transition sends; absent where registers get their first values. */
  readonly variable: string | undefined;
  /** Undefined where registers are declared by being spoken of. */
  readonly registers: ReadonlySet<string> | undefined;
}

export interface ReadCondition {
  readonly condition: DataCondition;
  readonly kind: Kind;
  /** Names, without their primes. */
  readonly names: readonly string[];
}

/** Reads the condition at the cursor. Recursive along brackets and prefixes, which are limited. */
export function readCondition(cursor: TokenCursor, limits: Limits, scope: Scope): ReadCondition {
  const names: string[] = [];
  let operators = 0;

  function count(span: Span): void {
    if (++operators > mostOperators) cursor.fail("nesting-too-deep", span, `a condition has more than ${String(mostOperators)} operators, the limit`);
  }

  function demand(read: Read, sort: Read["sort"]): void {
    if (read.sort === sort) return;
    cursor.report("type-mismatch", read.span, `this is a ${read.sort}, and a ${sort} is needed here`);
  }

  const conditionOf = (read: Read): DataCondition => {
    demand(read, "condition");
    return read.sort === "condition" ? read.condition : { kind: "constant", value: true };
  };
  const termOf = (read: Read): DataTerm => {
    demand(read, "number");
    return read.sort === "number" ? read.term : { kind: "integer", value: 0n };
  };

  function binary(level: number): Read {
    const here = levels[level];
    if (here === undefined) return unary();
    if (level === comparison && (cursor.is("~") || cursor.is("not"))) return negation();
    let left = binary(level + 1);
    while (here.operators.has(cursor.token().text)) {
      const operator = cursor.advance();
      count(cursor.spanOf(operator));
      const right = binary(level + 1);
      left = combined(operator.text, level, left, right);
      if (level === comparison && here.operators.has(cursor.token().text))
        cursor.fail("chained-comparison", cursor.spanOf(cursor.token()), "comparisons do not associate: join two of them by `/\\`");
    }
    return left;
  }

  function combined(operator: string, level: number, one: Read, other: Read): Read {
    const span = { ...one.span, end: other.span.end };
    if (level < comparison) {
      const [left, right] = [conditionOf(one), conditionOf(other)];
      return { sort: "condition", span, condition: { kind: level === 0 ? "or" : "and", left, right } };
    }
    const [left, right] = [termOf(one), termOf(other)];
    if (level === comparison) return { sort: "condition", span, condition: { kind: "comparison", operator: operator as ComparisonOperator, left, right } };
    return { sort: "number", span, term: { kind: "arithmetic", operator: operator as ArithmeticOperator, left, right } };
  }

  function negation(): Read {
    const { start } = cursor.token();
    let negations = 0;
    for (; cursor.is("~") || cursor.is("not"); negations++) count(cursor.spanOf(cursor.advance()));
    const of = conditionOf(binary(comparison));
    return { sort: "condition", span: cursor.spanFrom(start), condition: negations % 2 === 0 ? of : { kind: "not", of } };
  }

  function unary(): Read {
    const { start } = cursor.token();
    let minuses = 0;
    for (; cursor.is("-"); minuses++) count(cursor.spanOf(cursor.advance()));
    const operand = atom();
    if (minuses === 0) return operand;
    const of = termOf(operand);
    const span = cursor.spanFrom(start);
    if (minuses % 2 === 0) return { sort: "number", span, term: of };
    if (of.kind === "integer") return { sort: "number", span, term: { kind: "integer", value: -of.value } };
    return { sort: "number", span, term: { kind: "arithmetic", operator: "-", left: { kind: "integer", value: 0n }, right: of } };
  }

  function atom(): Read {
    const token = cursor.token();
    const span = cursor.spanOf(token);
    if (cursor.accept("(")) {
      const inner = binary(0);
      cursor.expect(")", "an operator or `)`");
      return { ...inner, span: cursor.spanFrom(span.start) };
    }
    if (token.kind !== "word") return cursor.unexpected("a condition, a number or a name");
    cursor.advance();
    if (token.text === "True" || token.text === "False") return { sort: "condition", span, condition: { kind: "constant", value: token.text === "True" } };
    if (/^[0-9]/.test(token.text)) {
      if (token.text.length > limits.literalDigits)
        cursor.fail("literal-too-long", span, `a number has more than ${String(limits.literalDigits)} digits, the limit`);
      return { sort: "number", span, term: { kind: "integer", value: BigInt(token.text) } };
    }
    const primed = token.text.endsWith("'");
    const name = primed ? token.text.slice(0, -1) : token.text;
    names.push(name);
    const { variable, registers } = scope;
    const isKnown = (!primed && name === variable) || registers === undefined || registers.has(name);
    if (primed && registers === undefined) cursor.report("unknown-name", span, "before the first transition there are no values afterwards");
    else if (!isKnown) cursor.report("unknown-name", span, `\`${token.text}\` is neither what is sent here nor a register`);
    const isSent = !primed && name === variable && registers?.has(name) !== true;
    return { sort: "number", span, term: isSent ? { kind: "sent" } : { kind: primed ? "after" : "before", register: name } };
  }

  const condition = conditionOf(binary(0));
  return { condition, kind: kindOf(condition), names };
}

/** What needs no solver: `True`, and `x = 3` for the value `x` that is sent. */
function kindOf(condition: DataCondition): Kind {
  if (condition.kind === "constant" && condition.value) return { kind: "any" };
  if (condition.kind !== "comparison" || condition.operator !== "=") return { kind: "data" };
  const { left, right } = condition;
  if (left.kind === "sent" && right.kind === "integer") return { kind: "constant", value: right.value };
  if (right.kind === "sent" && left.kind === "integer") return { kind: "constant", value: left.value };
  return { kind: "data" };
}
