/** Arithmetic on intervals of integers; division as in the language, with a remainder that is not negative (Boute, The Euclidean definition, 1992). */
import { integerShape, interval, noShape } from "./shape.ts";
import type { IntegerShape, Shape, TermShape } from "./shape.ts";

/** {-x} */
export function negated({ low, high }: IntegerShape): Shape {
  return interval(high === undefined ? undefined : -high, low === undefined ? undefined : -low);
}

/** {x · y}; no bounds where a factor has none. */
export function multiplied(left: IntegerShape, right: IntegerShape): Shape {
  const [a, b, c, d] = [left.low, left.high, right.low, right.high];
  if (a === undefined || b === undefined || c === undefined || d === undefined) {
    const isPositive = a !== undefined && c !== undefined && a >= 0n && c >= 0n;
    return isPositive ? interval(a * c, undefined) : integerShape;
  }
  const products = [a * c, a * d, b * c, b * d];
  return interval(
    products.reduce((x, y) => (x < y ? x : y)),
    products.reduce((x, y) => (x > y ? x : y)),
  );
}

const magnitude = (x: bigint): bigint => (x < 0n ? -x : x);

/** The greatest |x|; undefined without bound. */
function size({ low, high }: IntegerShape): bigint | undefined {
  if (low === undefined || high === undefined) return undefined;
  return magnitude(low) > magnitude(high) ? magnitude(low) : magnitude(high);
}

function mayBeZero({ low, high }: IntegerShape): boolean {
  return (low === undefined || low <= 0n) && (high === undefined || high >= 0n);
}

/** {x / y}, undefined for 0. For a divisor above 0 it rounds downwards; always |x / y| ≤ |x|. */
export function divided(left: IntegerShape, right: IntegerShape): TermShape {
  const mayFail = mayBeZero(right);
  if (right.low === 0n && right.high === 0n) return { shape: noShape, mayFail };
  if (right.low !== undefined && right.low >= 0n && left.low !== undefined && left.low >= 0n) {
    const least = right.low > 0n ? right.low : 1n;
    const low = right.high === undefined ? 0n : left.low / right.high;
    return { shape: interval(low, left.high === undefined ? undefined : left.high / least), mayFail };
  }
  const bound = size(left);
  return { shape: bound === undefined ? integerShape : interval(-bound, bound), mayFail };
}

/** {x % y}, undefined for 0: from 0 to |y| - 1, and for x ≥ 0 at most x. */
export function remainder(left: IntegerShape, right: IntegerShape): TermShape {
  const mayFail = mayBeZero(right);
  if (right.low === 0n && right.high === 0n) return { shape: noShape, mayFail };
  const divisor = size(right);
  const limit = divisor === undefined ? undefined : divisor - 1n;
  const dividend = left.low !== undefined && left.low >= 0n ? left.high : undefined;
  const high = limit === undefined ? dividend : dividend === undefined || limit < dividend ? limit : dividend;
  return { shape: interval(0n, high), mayFail };
}
