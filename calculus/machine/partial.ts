/** Which terms may be undefined. */
import { assertNever } from "../assert-never.ts";
import type { Term } from "./term.ts";

const partialBuiltins: ReadonlySet<string> = new Set(["head", "last", "tail", "unwrap"]);

const known = new WeakMap<Term, boolean>();

/** Whether the term may be undefined where its variables have values of their types. It may say so of one that never is, not of one that is sometimes. Memoised by node. */
export function isPartial(term: Term): boolean {
  const before = known.get(term);
  if (before !== undefined) return before;
  const result = compute(term);
  known.set(term, result);
  return result;
}

function compute(term: Term): boolean {
  switch (term.kind) {
    case "constant":
    case "local":
      return false;
    case "variable":
      return term.mayBeUnset === true;
    case "let":
      return isPartial(term.value) || isPartial(term.body);
    case "not":
    case "negate":
      return isPartial(term.operand);
    case "operation": {
      const divides = term.operator === "/" || term.operator === "%";
      const isSafe = term.right.kind === "constant" && term.right.value !== 0n;
      return (divides && !isSafe) || isPartial(term.left) || isPartial(term.right);
    }
    case "builtin":
      return partialBuiltins.has(term.name) || isPartialPower(term) || term.arguments.some(isPartial);
    case "constructor":
    case "oracle":
      // An oracle whose contract cannot be evaluated has no answer, which is no failure; one whose contract asks it itself has.
      return (term.kind === "oracle" && term.definition.ensures !== undefined) || term.arguments.some(isPartial);
    case "record":
      return term.fields.some(({ value }) => isPartial(value));
    case "list":
    case "set":
      return term.items.some(isPartial);
    case "map":
      return term.entries.some(({ key, value }) => isPartial(key) || isPartial(value));
    case "field":
      return isPartial(term.of);
    case "conditional":
      return isPartial(term.condition) || isPartial(term.then) || isPartial(term.else);
    case "index":
    case "check":
    case "undefined":
      return true;
    default:
      return assertNever(term);
  }
}

function isPartialPower(term: Extract<Term, { kind: "builtin" }>): boolean {
  if (term.name !== "power") return false;
  const [, exponent] = term.arguments;
  return exponent?.kind !== "constant" || typeof exponent.value !== "bigint" || exponent.value < 0n;
}

/** Whether a function without body is asked. Linear in the term. */
export function consultsOracles(term: Term): boolean {
  switch (term.kind) {
    case "oracle":
      return true;
    case "constant":
    case "local":
    case "variable":
    case "undefined":
      return false;
    case "let":
      return consultsOracles(term.value) || consultsOracles(term.body);
    case "not":
    case "negate":
      return consultsOracles(term.operand);
    case "operation":
      return consultsOracles(term.left) || consultsOracles(term.right);
    case "builtin":
    case "constructor":
      return term.arguments.some(consultsOracles);
    case "record":
      return term.fields.some(({ value }) => consultsOracles(value));
    case "list":
    case "set":
      return term.items.some(consultsOracles);
    case "map":
      return term.entries.some(({ key, value }) => consultsOracles(key) || consultsOracles(value));
    case "field":
      return consultsOracles(term.of);
    case "index":
      return consultsOracles(term.of) || consultsOracles(term.index);
    case "conditional":
      return consultsOracles(term.condition) || consultsOracles(term.then) || consultsOracles(term.else);
    case "check":
      return consultsOracles(term.condition) || consultsOracles(term.body);
    default:
      return assertNever(term);
  }
}
