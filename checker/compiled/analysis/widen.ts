/** Widening: a shape that grows again and again jumps to the next of a few bounds, and then to none, so that the analysis ends (Cousot and Cousot, 1977). */
import type { IntegerShape, Shape } from "./shape.ts";

/** A shape at least as large as both, by bounds from `thresholds` (sorted) where the right one is beyond the left one. The left one itself where it is not. */
export function widen(left: Shape, right: Shape, thresholds: readonly bigint[]): Shape {
  if (left === right) return left;
  if (left.kind === "integer" && right.kind === "integer") return widenIntervals(left, right, thresholds);
  if (left.kind === "sum" && right.kind === "sum") {
    const before = new Map(left.cases.map((one) => [one.name, one]));
    const cases = right.cases.map(({ name, payload }) => ({
      name,
      payload: payload.map((shape, index) => widen(before.get(name)?.payload[index] ?? shape, shape, thresholds)),
    }));
    return { kind: "sum", cases };
  }
  if (left.kind === "record" && right.kind === "record" && left.name === right.name)
    return { ...right, fields: right.fields.map(([name, shape], index) => [name, widen(left.fields[index]?.[1] ?? shape, shape, thresholds)]) };
  return right;
}

function widenIntervals(left: IntegerShape, right: IntegerShape, thresholds: readonly bigint[]): Shape {
  const low = left.low !== undefined && right.low !== undefined && right.low >= left.low ? left.low : atMost(right.low, thresholds);
  const high = left.high !== undefined && right.high !== undefined && right.high <= left.high ? left.high : atLeast(right.high, thresholds);
  return low === left.low && high === left.high ? left : { kind: "integer", low, high };
}

function atMost(bound: bigint | undefined, thresholds: readonly bigint[]): bigint | undefined {
  return bound === undefined ? undefined : thresholds.findLast((threshold) => threshold <= bound);
}

function atLeast(bound: bigint | undefined, thresholds: readonly bigint[]): bigint | undefined {
  return bound === undefined ? undefined : thresholds.find((threshold) => threshold >= bound);
}
