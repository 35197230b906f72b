/** Values of terms without quantifiers, arrays and functions, as the theories define them: what simplification must keep. */
import type { Assignment, ChosenValue } from "./chosen-terms.ts";
import type { Term } from "./term.ts";

/** The value of the term; words with sign. @throws Error for what it does not cover. */
export function termValue(term: Term, given: Assignment): ChosenValue {
  switch (term.kind) {
    case "true":
    case "false":
      return term.kind === "true";
    case "integer":
      return term.value;
    case "word":
      return BigInt.asIntN(widthOf(term), term.value);
    case "member":
      return term.name;
    case "symbol": {
      const value = given.get(term.name);
      if (value === undefined) throw new Error(`${term.name} has no value`);
      return value;
    }
    case "apply":
      return applied(term, given);
    case "call":
    case "forall":
    case "exists":
      throw new Error(`no value of ${term.kind}`);
  }
}

function widthOf({ sort }: Term): number {
  return sort.kind === "bits" ? sort.width : 0;
}

function applied(term: Extract<Term, { readonly kind: "apply" }>, given: Assignment): ChosenValue {
  const { operator } = term;
  const values = term.arguments.map((one) => termValue(one, given));
  const [first, second, third] = values;
  const [a, b] = [typeof first === "bigint" ? first : 0n, typeof second === "bigint" ? second : 0n];
  const wrap = (value: bigint): bigint => BigInt.asIntN(widthOf(term), value);
  const unsigned = (value: bigint, of: Term | undefined): bigint => BigInt.asUintN(of === undefined ? 0 : widthOf(of), value);
  if (typeof operator !== "string") return operator.kind === "sign-extend" ? a : wrap(a >> BigInt(operator.low));
  switch (operator) {
    case "not":
      return first !== true;
    case "and":
      return values.every((one) => one === true);
    case "or":
      return values.includes(true);
    case "=>":
      return first !== true || second === true;
    case "=":
      return first === second;
    case "distinct":
      return first !== second;
    case "ite":
      return (first === true ? second : third) ?? false;
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "div":
      return (a - modulo(a, b)) / b;
    case "mod":
      return modulo(a, b);
    case "<":
    case "bvslt":
      return a < b;
    case "<=":
    case "bvsle":
      return a <= b;
    case "bvadd":
      return wrap(a + b);
    case "bvsub":
      return wrap(a - b);
    case "bvmul":
      return wrap(a * b);
    case "bvneg":
      return wrap(-a);
    case "bvsdiv":
      return wrap(b !== 0n ? a / b : a < 0n ? 1n : -1n);
    case "bvsrem":
      return wrap(b === 0n ? a : a % b);
    case "bvult":
      return unsigned(a, term.arguments[0]) < unsigned(b, term.arguments[1]);
    case "bvule":
      return unsigned(a, term.arguments[0]) <= unsigned(b, term.arguments[1]);
    case "bvand":
      return a & b;
    case "bvor":
      return a | b;
    case "select":
    case "store":
      throw new Error("no values of arrays");
  }
}

function modulo(a: bigint, b: bigint): bigint {
  const size = b < 0n ? -b : b;
  const rest = a % size;
  return rest < 0n ? rest + size : rest;
}
