/**
 * What a refinement says evidently about the values it admits: a finite list of candidates read off its comparisons with expressions
 * that do not mention the value. Candidates may be too many, never too few: they are filtered by the refinement afterwards.
 */
import type { Value } from "../core/index.ts";
import type { BinaryOperator, Expression } from "../syntax/index.ts";
import { itemsOf } from "./builtins/access.ts";
import { run } from "./machine.ts";
import type { Local, Machine } from "./machine.ts";
import { compareValues, equalValues } from "./order.ts";

/** Everything that satisfies the predicate lies in the interval (where bounded) and among the listed values (where listed). */
interface Evidence {
  readonly low?: bigint;
  readonly high?: bigint;
  readonly listed?: readonly Value[];
}

const nothing: Evidence = {};

const mirrored: Partial<Record<BinaryOperator, BinaryOperator>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==" };

function largest(left: bigint | undefined, right: bigint | undefined): bigint | undefined {
  return left === undefined ? right : right === undefined || left > right ? left : right;
}

function smallest(left: bigint | undefined, right: bigint | undefined): bigint | undefined {
  return left === undefined ? right : right === undefined || left < right ? left : right;
}

function evidence(low: bigint | undefined, high: bigint | undefined, listed: readonly Value[] | undefined): Evidence {
  return { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }), ...(listed === undefined ? {} : { listed }) };
}

function both(left: Evidence, right: Evidence): Evidence {
  return evidence(largest(left.low, right.low), smallest(left.high, right.high), left.listed ?? right.listed);
}

function either(left: Evidence, right: Evidence): Evidence {
  const low = left.low === undefined || right.low === undefined ? undefined : smallest(left.low, right.low);
  const high = left.high === undefined || right.high === undefined ? undefined : largest(left.high, right.high);
  const listed = left.listed === undefined || right.listed === undefined ? undefined : [...left.listed, ...right.listed];
  return evidence(low, high, listed);
}

/** value `operator` bound */
function comparison(operator: BinaryOperator, bound: Value): Evidence {
  if (operator === "==") return typeof bound === "bigint" ? { low: bound, high: bound, listed: [bound] } : { listed: [bound] };
  if (typeof bound !== "bigint") return nothing;
  switch (operator) {
    case "<":
      return { high: bound - 1n };
    case "<=":
      return { high: bound };
    case ">":
      return { low: bound + 1n };
    case ">=":
      return { low: bound };
    default:
      return nothing;
  }
}

/** The value of an expression that does not depend on the subject, or undefined. An oracle question is left in `machine` for the caller. */
function independent(expression: Expression, subject: string, local: Local, machine: Machine): Value | undefined {
  const value = run(expression, (name) => (name === subject ? undefined : local(name)), machine);
  if (machine.interruption?.kind === "failure") machine.interruption = undefined;
  return value;
}

function isSubject(expression: Expression, subject: string): boolean {
  return expression.kind === "name" && expression.name.text === subject;
}

function gather(predicate: Expression, subject: string, local: Local, machine: Machine): Evidence {
  if (predicate.kind === "call" && predicate.name.text === "contains") {
    const [collection, item] = predicate.arguments;
    if (collection === undefined || item === undefined || !isSubject(item, subject)) return nothing;
    const value = independent(collection, subject, local, machine);
    if (typeof value !== "object" || (value.kind !== "list" && value.kind !== "set")) return nothing;
    return { listed: itemsOf(value) };
  }
  if (predicate.kind !== "binary") return nothing;
  const { operator, left, right } = predicate;
  if (operator === "and") return both(gather(left, subject, local, machine), gather(right, subject, local, machine));
  if (operator === "or") return either(gather(left, subject, local, machine), gather(right, subject, local, machine));
  const mirror = mirrored[operator];
  if (mirror === undefined || isSubject(left, subject) === isSubject(right, subject)) return nothing;
  const bound = independent(isSubject(left, subject) ? right : left, subject, local, machine);
  return bound === undefined ? nothing : comparison(isSubject(left, subject) ? operator : mirror, bound);
}

function distinct(values: readonly Value[]): readonly Value[] {
  const sorted = values.toSorted(compareValues);
  return sorted.filter((value, index) => index === 0 || !equalValues(sorted[index - 1] as Value, value));
}

/** A refinement with the name of the value it is about: `value`, or `result` in a contract. */
export interface Refinement {
  readonly subject: string;
  readonly predicate: Expression;
}

/** Where the values lie that satisfy all refinements: an interval of integers, possibly open at an end, or a list of candidates in order. */
export interface Evident {
  readonly low: bigint | undefined;
  readonly high: bigint | undefined;
  readonly listed: readonly Value[] | undefined;
}

/**
 * What conjunctions and disjunctions of comparisons (and of `contains(c, value)`) in the refinements say about the value.
 * `local` gives the names that are not the subject. If an oracle question is met, it is left in `machine.interruption`.
 */
export function evident(refinements: readonly Refinement[], local: Local, machine: Machine): Evident {
  let all = nothing;
  for (const { subject, predicate } of refinements) all = both(all, gather(predicate, subject, local, machine));
  return { low: all.low, high: all.high, listed: all.listed === undefined ? undefined : distinct(all.listed) };
}
