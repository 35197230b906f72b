/** Conditions of protocols with data: their parts, the names in them, and whether values satisfy them. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { ComparisonOperator, DataCondition, DataTerm } from "../../calculus/syntax/index.ts";
import { euclideanQuotient, euclideanRemainder } from "../../calculus/values/index.ts";

/** What is known of the values that a condition speaks of. */
export interface Known {
  readonly sent?: bigint | undefined;
  readonly before: ReadonlyMap<string, bigint>;
  readonly after: ReadonlyMap<string, bigint>;
}

/** The parts whose conjunction the condition is. Linear. */
export function conjunctsOf(condition: DataCondition): readonly DataCondition[] {
  if (condition.kind === "constant" && condition.value) return [];
  return condition.kind === "and" ? [...conjunctsOf(condition.left), ...conjunctsOf(condition.right)] : [condition];
}

/** The terms that a condition compares, from left to right. */
export function termsOf(condition: DataCondition): readonly DataTerm[] {
  switch (condition.kind) {
    case "constant":
      return [];
    case "comparison":
      return [condition.left, condition.right];
    case "not":
      return termsOf(condition.of);
    case "and":
    case "or":
      return [...termsOf(condition.left), ...termsOf(condition.right)];
    default:
      return assertNever(condition);
  }
}

/** The registers of which a term speaks as they are before, or after. */
export function registersIn(term: DataTerm, when: "before" | "after"): readonly string[] {
  if (term.kind === "arithmetic") return [...registersIn(term.left, when), ...registersIn(term.right, when)];
  return term.kind === when ? [term.register] : [];
}

/** The same for a condition. */
export function registersOf(condition: DataCondition, when: "before" | "after"): ReadonlySet<string> {
  return new Set(termsOf(condition).flatMap((term) => registersIn(term, when)));
}

/** The opposite of each comparison. */
export const opposite: Readonly<Record<ComparisonOperator, ComparisonOperator>> = { "=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">" };

/** Whether the values satisfy the condition; undefined where that depends on values that are not known. Linear. */
export function holds(condition: DataCondition, known: Known): boolean | undefined {
  switch (condition.kind) {
    case "constant":
      return condition.value;
    case "comparison": {
      const [left, right] = [valueOf(condition.left, known), valueOf(condition.right, known)];
      if (left === "none" || right === "none") return false;
      return left === undefined || right === undefined ? undefined : compares(condition.operator, left, right);
    }
    case "not": {
      const of = holds(condition.of, known);
      return of === undefined ? undefined : !of;
    }
    case "and":
    case "or": {
      const decides = condition.kind === "or";
      const left = holds(condition.left, known);
      if (left === decides) return decides;
      const right = holds(condition.right, known);
      if (right === decides) return decides;
      return left === undefined || right === undefined ? undefined : !decides;
    }
    default:
      return assertNever(condition);
  }
}

/** The value of a term; undefined where that depends on what is not known, `none` where something is divided by zero. */
export function valueOf(term: DataTerm, known: Known): bigint | "none" | undefined {
  switch (term.kind) {
    case "integer":
      return term.value;
    case "sent":
      return known.sent;
    case "before":
    case "after":
      return known[term.kind].get(term.register);
    case "arithmetic": {
      const [left, right] = [valueOf(term.left, known), valueOf(term.right, known)];
      if (left === "none" || right === "none") return "none";
      if ((term.operator === "/" || term.operator === "%") && right === 0n) return "none";
      return left === undefined || right === undefined ? undefined : computed(term.operator, left, right);
    }
    default:
      return assertNever(term);
  }
}

function computed(operator: "+" | "-" | "*" | "/" | "%", left: bigint, right: bigint): bigint {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return euclideanQuotient(left, right);
    case "%":
      return euclideanRemainder(left, right);
    default:
      return assertNever(operator);
  }
}

function compares(operator: ComparisonOperator, left: bigint, right: bigint): boolean {
  switch (operator) {
    case "=":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    default:
      return assertNever(operator);
  }
}
