/**
 * Conditions of Sprout: linear and other arithmetic over the value that is sent, the registers, and the registers afterwards (`r'`). They are read
 * completely and their names are resolved; beyond that only what needs no solver is understood, `True` and `x = 3`.
 *
 *   or: \/   and: /\   not: ~   comparisons: = != < <= > >=   sums: + -   products: * / %   from the loosest to the tightest
 */
import type { Limits, Span } from "../../../calculus/diagnostics/index.ts";
import type { TokenCursor } from "../token-cursor.ts";
import type { Condition } from "./automaton.ts";

/** Operators in one condition. */
const mostOperators = 1000;

interface Read {
  readonly sort: "condition" | "number";
  readonly span: Span;
  /** Of a closed literal, `3` or `-3`. */
  readonly constant?: bigint;
  /** Of a name alone. */
  readonly name?: string;
  /** `True`, or a name that equals a literal. */
  readonly known?: { readonly kind: "any" } | { readonly kind: "equal"; readonly name: string; readonly value: bigint };
}

interface Level {
  readonly operators: ReadonlySet<string>;
  readonly operand: Read["sort"];
  readonly result: Read["sort"];
}

const levels: readonly Level[] = [
  { operators: new Set(["\\/", "or"]), operand: "condition", result: "condition" },
  { operators: new Set(["/\\", "and"]), operand: "condition", result: "condition" },
  { operators: new Set(["=", "!=", "<", "<=", ">", ">="]), operand: "number", result: "condition" },
  { operators: new Set(["+", "-"]), operand: "number", result: "number" },
  { operators: new Set(["*", "/", "%"]), operand: "number", result: "number" },
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
  readonly condition: Condition;
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

  function binary(level: number): Read {
    const here = levels[level];
    if (here === undefined) return unary();
    if (level === comparison && (cursor.is("~") || cursor.is("not"))) return negation();
    let left = binary(level + 1);
    while (here.operators.has(cursor.token().text)) {
      const operator = cursor.advance();
      count(cursor.spanOf(operator));
      const right = binary(level + 1);
      demand(left, here.operand);
      demand(right, here.operand);
      const known = operator.text === "=" ? (equation(left, right) ?? equation(right, left)) : undefined;
      left = { sort: here.result, span: { ...left.span, end: right.span.end }, ...(known === undefined ? {} : { known }) };
      if (level === comparison && here.operators.has(cursor.token().text))
        cursor.fail("chained-comparison", cursor.spanOf(cursor.token()), "comparisons do not associate: join two of them by `/\\`");
    }
    return left;
  }

  function equation({ name }: Read, { constant }: Read): Read["known"] {
    return name === undefined || constant === undefined ? undefined : { kind: "equal", name, value: constant };
  }

  function negation(): Read {
    const { start } = cursor.token();
    while (cursor.is("~") || cursor.is("not")) count(cursor.spanOf(cursor.advance()));
    demand(binary(comparison), "condition");
    return { sort: "condition", span: cursor.spanFrom(start) };
  }

  function unary(): Read {
    const { start } = cursor.token();
    let minuses = 0;
    for (; cursor.is("-"); minuses++) count(cursor.spanOf(cursor.advance()));
    const operand = atom();
    if (minuses === 0) return operand;
    demand(operand, "number");
    const { constant } = operand;
    const span = cursor.spanFrom(start);
    return { sort: "number", span, ...(constant === undefined ? {} : { constant: minuses % 2 === 0 ? constant : -constant }) };
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
    if (token.text === "True") return { sort: "condition", span, known: { kind: "any" } };
    if (token.text === "False") return { sort: "condition", span };
    if (/^[0-9]/.test(token.text)) {
      if (token.text.length > limits.literalDigits)
        cursor.fail("literal-too-long", span, `a number has more than ${String(limits.literalDigits)} digits, the limit`);
      return { sort: "number", span, constant: BigInt(token.text) };
    }
    const primed = token.text.endsWith("'");
    const name = primed ? token.text.slice(0, -1) : token.text;
    names.push(name);
    const { variable, registers } = scope;
    const isKnown = (!primed && name === variable) || registers === undefined || registers.has(name);
    if (primed && registers === undefined) cursor.report("unknown-name", span, "before the first transition there are no values afterwards");
    else if (!isKnown) cursor.report("unknown-name", span, `\`${token.text}\` is neither what is sent here nor a register`);
    return { sort: "number", span, ...(primed ? {} : { name }) };
  }

  const read = binary(0);
  demand(read, "condition");
  const { known } = read;
  if (known?.kind === "any") return { condition: { kind: "any" }, names };
  if (known?.kind === "equal" && known.name === scope.variable && scope.registers?.has(known.name) !== true)
    return { condition: { kind: "constant", value: known.value }, names };
  return { condition: { kind: "data" }, names };
}
