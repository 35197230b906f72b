import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance } from "./edit-distance.ts";

describe("edit distance", () => {
  test.each([
    ["stock", "stock", 0],
    ["stok", "stock", 1],
    ["sotck", "stock", 1],
    ["stack", "stock", 1],
    ["Seller", "Sellers", 1],
    ["buyer", "seller", 4],
  ])("%s to %s is %i", (from, to, distance) => {
    expect(editDistance(from, to, 5)).toBe(distance);
  });

  test("is symmetric, zero for equal words only, and bounded by the longer word", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (left, right) => {
        const distance = editDistance(left, right, 8);
        expect(editDistance(right, left, 8)).toBe(distance);
        expect(distance === 0).toBe(left === right);
        expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(left.length - right.length));
      }),
    );
  });

  test("above the limit is any number above it", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 4 }), (left, right, limit) => {
        const exact = editDistance(left, right, 8);
        const bounded = editDistance(left, right, limit);
        if (exact <= limit) expect(bounded).toBe(exact);
        else expect(bounded).toBeGreaterThan(limit);
      }),
    );
  });
});
