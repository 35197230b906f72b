/** The values that satisfy conditions, where there are finitely many and that can be seen: by linear bounds, one value after the other. */
import type { DataCondition, DataTerm } from "../../calculus/syntax/index.ts";
import { holds, opposite, type Known } from "./conditions.ts";

/** A value to find: what is sent, or a register. */
export type Unknown = { readonly kind: "sent" } | { readonly kind: "before" | "after"; readonly register: string };

/** Values of one unknown that are tried, and solutions that are counted. */
const mostValues = 4096;

/**
 * All ways to give values to the unknowns so that every condition holds, the first unknown from the least value to the greatest, and so on; undefined where an
 * unknown has no bounds that can be seen, or too many values. Exponential in the unknowns at worst, linear in the conditions for each value that is tried.
 */
export function solutions(conditions: readonly DataCondition[], given: Known, unknowns: readonly Unknown[]): readonly Known[] | undefined {
  const found: Known[] = [];
  const complete = search(conditions, given, unknowns, found);
  if (!complete) return undefined;
  return found.toSorted((left, right) => {
    for (const unknown of unknowns) {
      const [one, other] = [read(left, unknown) ?? 0n, read(right, unknown) ?? 0n];
      if (one !== other) return one < other ? -1 : 1;
    }
    return 0;
  });
}

function search(conditions: readonly DataCondition[], known: Known, unknowns: readonly Unknown[], found: Known[]): boolean {
  const left: DataCondition[] = [];
  for (const condition of conditions) {
    const truth = holds(condition, known);
    if (truth === false) return true;
    if (truth === undefined) left.push(condition);
  }
  if (unknowns.length === 0) {
    if (left.length === 0) found.push(known);
    return found.length <= mostValues;
  }
  let best: { readonly unknown: Unknown; readonly low: bigint; readonly high: bigint } | undefined;
  for (const unknown of unknowns) {
    const { low, high } = rangeAll(left, unknown, known);
    if (low === undefined || high === undefined) continue;
    if (low > high) return true;
    if (best === undefined || high - low < best.high - best.low) best = { unknown, low, high };
  }
  if (best === undefined || best.high - best.low >= BigInt(mostValues)) return false;
  const { unknown, low, high } = best;
  const others = unknowns.filter((other) => other !== unknown);
  for (let value = low; value <= high; value++) if (!search(left, withValue(known, unknown, value), others, found)) return false;
  return true;
}

function read(known: Known, unknown: Unknown): bigint | undefined {
  return unknown.kind === "sent" ? known.sent : known[unknown.kind].get(unknown.register);
}

function withValue(known: Known, unknown: Unknown, value: bigint): Known {
  if (unknown.kind === "sent") return { ...known, sent: value };
  return { ...known, [unknown.kind]: new Map([...known[unknown.kind], [unknown.register, value]]) };
}

/** Whether linear comparisons of one unknown with numbers have a solution; false where that is not seen. */
export function isSatisfiable(comparisons: readonly DataCondition[], unknown: Unknown): boolean {
  const nothing: Known = { before: new Map(), after: new Map() };
  const { low, high } = rangeAll(comparisons, unknown, nothing);
  // Finitely many values are left out by `!=`, and infinitely many are between bounds of which one is missing.
  const areLinear = comparisons.every((each) => each.kind === "comparison" && [each.left, each.right].every((side) => linear(side, unknown, nothing)));
  if (areLinear && (low === undefined || high === undefined)) return true;
  return (solutions(comparisons, nothing, [unknown]) ?? []).length > 0;
}

/** Absent: without bound. An empty range has a low end above its high end. */
interface Range {
  readonly low?: bigint | undefined;
  readonly high?: bigint | undefined;
}

function rangeAll(conditions: readonly DataCondition[], unknown: Unknown, known: Known): Range {
  return conditions.reduce<Range>((range, condition) => both(range, rangeOf(condition, unknown, known, true)), {});
}

/** Between which values the unknown is if the condition is as `wanted`. */
function rangeOf(condition: DataCondition, unknown: Unknown, known: Known, wanted: boolean): Range {
  switch (condition.kind) {
    case "constant":
      return condition.value === wanted ? {} : { low: 1n, high: 0n };
    case "not":
      return rangeOf(condition.of, unknown, known, !wanted);
    case "and":
    case "or": {
      const truth = holds(condition, known);
      if (truth !== undefined) return truth === wanted ? {} : { low: 1n, high: 0n };
      const left = rangeOf(condition.left, unknown, known, wanted);
      const right = rangeOf(condition.right, unknown, known, wanted);
      return (condition.kind === "and") === wanted ? both(left, right) : either(left, right);
    }
    case "comparison": {
      const truth = holds(condition, known);
      if (truth !== undefined) return truth === wanted ? {} : { low: 1n, high: 0n };
      const left = linear(condition.left, unknown, known);
      const right = linear(condition.right, unknown, known);
      if (left === undefined || right === undefined) return {};
      return solved(left.factor - right.factor, right.rest - left.rest, wanted ? condition.operator : opposite[condition.operator]);
    }
  }
}

/** factor · unknown OPERATOR bound */
function solved(factor: bigint, bound: bigint, operator: keyof typeof opposite): Range {
  if (factor === 0n) return {};
  if (operator === "!=") return {};
  const up = operator === ">" || operator === ">=";
  const down = operator === "<" || operator === "<=";
  const strict = operator === ">" ? bound + 1n : operator === "<" ? bound - 1n : bound;
  const [floor, ceiling] = [floorDivide(strict, factor), -floorDivide(-strict, factor)];
  if (!up && !down) return { low: ceiling, high: floor };
  return up === factor > 0n ? { low: ceiling } : { high: floor };
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor !== 0n && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient;
}

/** factor · unknown + rest, where everything else is known. */
function linear(term: DataTerm, unknown: Unknown, known: Known): { readonly factor: bigint; readonly rest: bigint } | undefined {
  if (term.kind === "integer") return { factor: 0n, rest: term.value };
  if (term.kind !== "arithmetic") {
    const isIt = term.kind === unknown.kind && (term.kind === "sent" || (unknown.kind !== "sent" && term.register === unknown.register));
    if (isIt) return { factor: 1n, rest: 0n };
    const value = term.kind === "sent" ? known.sent : known[term.kind].get(term.register);
    return value === undefined ? undefined : { factor: 0n, rest: value };
  }
  const [left, right] = [linear(term.left, unknown, known), linear(term.right, unknown, known)];
  if (left === undefined || right === undefined) return undefined;
  switch (term.operator) {
    case "+":
      return { factor: left.factor + right.factor, rest: left.rest + right.rest };
    case "-":
      return { factor: left.factor - right.factor, rest: left.rest - right.rest };
    case "*":
      if (left.factor === 0n) return { factor: left.rest * right.factor, rest: left.rest * right.rest };
      return right.factor === 0n ? { factor: left.factor * right.rest, rest: left.rest * right.rest } : undefined;
    case "/":
    case "%":
      return undefined;
  }
}

function both(one: Range, other: Range): Range {
  return {
    low: one.low === undefined || (other.low !== undefined && other.low > one.low) ? other.low : one.low,
    high: one.high === undefined || (other.high !== undefined && other.high < one.high) ? other.high : one.high,
  };
}

function either(one: Range, other: Range): Range {
  if (isEmpty(one)) return other;
  if (isEmpty(other)) return one;
  return {
    low: one.low === undefined || other.low === undefined ? undefined : one.low < other.low ? one.low : other.low,
    high: one.high === undefined || other.high === undefined ? undefined : one.high > other.high ? one.high : other.high,
  };
}

function isEmpty({ low, high }: Range): boolean {
  return low !== undefined && high !== undefined && low > high;
}
