/** Integer arithmetic: Euclidean division as in SMT-LIB (Boute, The Euclidean definition of div and mod, TOPLAS 1992), bounded powers. */
import { maximumIntegerBits } from "./limits.ts";

/** The remainder 0 ≤ r < |divisor|. `divisor` is not 0. */
export function euclideanRemainder(dividend: bigint, divisor: bigint): bigint {
  const remainder = dividend % divisor;
  return remainder >= 0n ? remainder : remainder + (divisor < 0n ? -divisor : divisor);
}

/** The quotient q with dividend = divisor · q + remainder. `divisor` is not 0. */
export function euclideanQuotient(dividend: bigint, divisor: bigint): bigint {
  return (dividend - euclideanRemainder(dividend, divisor)) / divisor;
}

let bound: bigint | undefined;

/** Whether the integer has at most `maximumIntegerBits` bits. Constant time for integers that are far from the bound. */
export function isWithinBits(value: bigint): boolean {
  if (BigInt.asIntN(64, value) === value) return true;
  bound ??= 1n << BigInt(maximumIntegerBits);
  return value < bound && -bound < value;
}

/** How many bits |value| has; 0 for 0. */
export function bitLength(value: bigint): number {
  const digits = (value < 0n ? -value : value).toString(16);
  return value === 0n ? 0 : 4 * digits.length - Math.clz32(Number.parseInt(digits[0] ?? "0", 16)) + 28;
}

/** base to the power of a non-negative exponent, or undefined if the result has more than `maximumIntegerBits` bits (found before it is computed). */
export function boundedPower(base: bigint, exponent: bigint): bigint | undefined {
  if (base === 0n || base === 1n || exponent === 0n) return exponent === 0n ? 1n : base;
  if (base === -1n) return exponent % 2n === 0n ? 1n : -1n;
  if (exponent > BigInt(maximumIntegerBits) || (bitLength(base) - 1) * Number(exponent) > maximumIntegerBits) return undefined;
  const power = base ** exponent;
  return isWithinBits(power) ? power : undefined;
}
