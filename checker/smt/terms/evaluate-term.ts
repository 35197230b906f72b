/** The value of a term under an assignment, by the definitions of the theories of SMT-LIB 2.6: models are checked without a solver. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { ModelValue } from "./model-value.ts";
import type { FunctionSymbol, SimpleOperator, Symbol, Term } from "./term.ts";

/** What symbols stand for. */
export interface Assignment {
  readonly symbol: (symbol: Symbol) => ModelValue;
  /** Absent: there are no functions. */
  readonly call?: (called: FunctionSymbol, given: readonly ModelValue[]) => ModelValue;
}

/**
 * The value of the term. A division of integers by zero is 0, of which the theory says nothing; words divide by zero as the theory says. Linear in the different
 * subterms, without recursion. @throws Error for quantifiers and arrays, and where the assignment lacks something or has another sort
 */
export function evaluateTerm(term: Term, assignment: Assignment): ModelValue {
  return termEvaluator(assignment)(term);
}

/** As `evaluateTerm`, for many terms that share subterms: each is evaluated once. */
export function termEvaluator(assignment: Assignment): (term: Term) => ModelValue {
  const known = new Map<Term, ModelValue>();
  return (root) => {
    const waiting = [root];
    for (let term = waiting.at(-1); term !== undefined; term = waiting.at(-1)) {
      if (known.has(term)) {
        waiting.pop();
        continue;
      }
      const children = childrenOf(term, known);
      const missing = children.filter((child) => !known.has(child));
      if (missing.length > 0) {
        for (const child of missing) waiting.push(child);
        continue;
      }
      known.set(term, valueOf(term, known, assignment));
      waiting.pop();
    }
    return found(root, known);
  };
}

/** What must be known first: of a conditional the side that is not taken is not needed. */
function childrenOf(term: Term, known: ReadonlyMap<Term, ModelValue>): readonly Term[] {
  if (term.kind === "call") return term.arguments;
  if (term.kind !== "apply") return [];
  if (term.operator !== "ite") return term.arguments;
  const [condition, then, otherwise] = term.arguments;
  if (condition === undefined || then === undefined || otherwise === undefined) throw new Error("a conditional without its parts");
  const test = known.get(condition);
  return test === undefined ? [condition] : [asBoolean(test) ? then : otherwise];
}

function found(term: Term, known: ReadonlyMap<Term, ModelValue>): ModelValue {
  const value = known.get(term);
  if (value === undefined) throw new Error("a subterm without a value");
  return value;
}

function valueOf(term: Term, known: ReadonlyMap<Term, ModelValue>, assignment: Assignment): ModelValue {
  switch (term.kind) {
    case "true":
    case "false":
      return boolean(term.kind === "true");
    case "integer":
      return { kind: "integer", value: term.value };
    case "word":
      return word(term.value, term.sort.kind === "bits" ? term.sort.width : 1);
    case "member":
      return { kind: "member", name: term.name };
    case "symbol":
      return assignment.symbol(term);
    case "call":
      if (assignment.call === undefined) throw new Error(`no function ${term.function.name}`);
      return assignment.call(
        term.function,
        term.arguments.map((argument) => found(argument, known)),
      );
    case "apply": {
      if (term.operator === "ite") return found(childrenOf(term, known)[0] ?? term, known);
      const values = term.arguments.map((argument) => found(argument, known));
      if (typeof term.operator === "string") return applied(term.operator, values);
      const operand = asWord(values[0]);
      if (term.operator.kind === "extract") {
        const width = term.operator.high - term.operator.low + 1;
        return word(operand.value >> BigInt(term.operator.low), width);
      }
      return word(signed(operand), operand.width + term.operator.by);
    }
    case "forall":
    case "exists":
      throw new Error("quantifiers are not evaluated");
    default:
      return assertNever(term);
  }
}

type Word = Extract<ModelValue, { readonly kind: "word" }>;

function applied(operator: SimpleOperator, values: readonly ModelValue[]): ModelValue {
  const [first, second] = values;
  switch (operator) {
    case "not":
      return boolean(!asBoolean(first));
    case "and":
      return boolean(values.every(asBoolean));
    case "or":
      return boolean(values.some(asBoolean));
    case "=>":
      return boolean(!asBoolean(first) || asBoolean(second));
    case "=":
      return boolean(isSame(first, second));
    case "distinct":
      return boolean(values.every((value, index) => values.slice(index + 1).every((other) => !isSame(value, other))));
    case "+":
      return { kind: "integer", value: values.reduce((sum, value) => sum + asInteger(value), 0n) };
    case "-":
      return { kind: "integer", value: asInteger(first) - asInteger(second) };
    case "*":
      return { kind: "integer", value: values.reduce((product, value) => product * asInteger(value), 1n) };
    case "div":
    case "mod": {
      const [dividend, divisor] = [asInteger(first), asInteger(second)];
      if (divisor === 0n) return { kind: "integer", value: 0n };
      const size = divisor < 0n ? -divisor : divisor;
      const remainder = ((dividend % size) + size) % size;
      return { kind: "integer", value: operator === "mod" ? remainder : (dividend - remainder) / divisor };
    }
    case "<":
      return boolean(asInteger(first) < asInteger(second));
    case "<=":
      return boolean(asInteger(first) <= asInteger(second));
    case "ite":
    case "select":
    case "store":
      throw new Error(`${operator} is not evaluated`);
    case "bvneg":
      return word(-asWord(first).value, asWord(first).width);
    default:
      return onWords(operator, asWord(first), asWord(second));
  }
}

function onWords(operator: Exclude<Extract<SimpleOperator, `bv${string}`>, "bvneg">, left: Word, right: Word): ModelValue {
  if (left.width !== right.width) throw new Error("words of different widths");
  const { width } = left;
  const [a, b] = [signed(left), signed(right)];
  switch (operator) {
    case "bvadd":
      return word(left.value + right.value, width);
    case "bvsub":
      return word(left.value - right.value, width);
    case "bvmul":
      return word(left.value * right.value, width);
    case "bvand":
      return word(left.value & right.value, width);
    case "bvor":
      return word(left.value | right.value, width);
    case "bvsdiv":
      return word(b === 0n ? (a < 0n ? 1n : -1n) : a / b, width);
    case "bvsrem":
      return word(b === 0n ? a : a % b, width);
    case "bvslt":
      return boolean(a < b);
    case "bvsle":
      return boolean(a <= b);
    case "bvult":
      return boolean(left.value < right.value);
    case "bvule":
      return boolean(left.value <= right.value);
    default:
      return assertNever(operator);
  }
}

function boolean(value: boolean): ModelValue {
  return { kind: "boolean", value };
}

function word(value: bigint, width: number): ModelValue {
  return { kind: "word", value: BigInt.asUintN(width, value), width };
}

function signed({ value, width }: Word): bigint {
  return BigInt.asIntN(width, value);
}

function isSame(left: ModelValue | undefined, right: ModelValue | undefined): boolean {
  if (left?.kind === "boolean" && right?.kind === "boolean") return left.value === right.value;
  if (left?.kind === "integer" && right?.kind === "integer") return left.value === right.value;
  if (left?.kind === "word" && right?.kind === "word" && left.width === right.width) return left.value === right.value;
  if (left?.kind === "member" && right?.kind === "member") return left.name === right.name;
  if (left?.kind === "opaque" && right?.kind === "opaque") return left.index === right.index;
  throw new Error("values of different sorts");
}

function asBoolean(value: ModelValue | undefined): boolean {
  if (value?.kind !== "boolean") throw new Error("a Boolean is needed");
  return value.value;
}

function asInteger(value: ModelValue | undefined): bigint {
  if (value?.kind !== "integer") throw new Error("an integer is needed");
  return value.value;
}

function asWord(value: ModelValue | undefined): Word {
  if (value?.kind !== "word") throw new Error("a word is needed");
  return value;
}
