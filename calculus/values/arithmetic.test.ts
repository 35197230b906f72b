import fc from "fast-check";
import { expect, test } from "vitest";
import { bitLength, boundedPower, euclideanQuotient, euclideanRemainder, isWithinBits } from "./arithmetic.ts";
import { maximumIntegerBits } from "./limits.ts";

test("Euclidean division: a = d·q + r with 0 ≤ r < |d|", () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt(), (dividend, divisor) => {
      fc.pre(divisor !== 0n);
      const remainder = euclideanRemainder(dividend, divisor);
      expect(divisor * euclideanQuotient(dividend, divisor) + remainder).toBe(dividend);
      expect(remainder >= 0n && remainder < (divisor < 0n ? -divisor : divisor)).toBe(true);
    }),
  );
});

test("division agrees with SMT-LIB on all four signs", () => {
  expect([euclideanQuotient(7n, 2n), euclideanQuotient(-7n, 2n), euclideanQuotient(7n, -2n), euclideanQuotient(-7n, -2n)]).toEqual([3n, -4n, -3n, 4n]);
});

test("bitLength is the exponent of the next power of two", () => {
  for (let exponent = 0n; exponent < 70n; exponent += 1n) {
    expect(bitLength(2n ** exponent)).toBe(Number(exponent) + 1);
    expect(bitLength(-(2n ** exponent))).toBe(Number(exponent) + 1);
    expect(bitLength(2n ** exponent - 1n)).toBe(Number(exponent));
  }
});

test("powers agree with repeated multiplication, and huge ones are refused before they are computed", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -9n, max: 9n }), fc.bigInt({ min: 0n, max: 40n }), (base, exponent) => {
      let product = 1n;
      for (let factor = 0n; factor < exponent; factor += 1n) product *= base;
      expect(boundedPower(base, exponent)).toBe(product);
    }),
  );
  expect(boundedPower(10n, 10n ** 30n)).toBeUndefined();
  expect(boundedPower(-1n, 10n ** 30n + 1n)).toBe(-1n);
  expect(boundedPower(0n, 0n)).toBe(1n);
  expect(boundedPower(2n, BigInt(maximumIntegerBits) - 1n)).toBe(1n << BigInt(maximumIntegerBits - 1));
  expect(boundedPower(2n, BigInt(maximumIntegerBits))).toBeUndefined();
  expect(isWithinBits(1n << BigInt(maximumIntegerBits))).toBe(false);
});
