import fc from "fast-check";
import { expect, test } from "vitest";
import { bind, environmentKey, lookup, makeEnvironment } from "./index.ts";

const name = fc.constantFrom("x", "y", "z", "__proto__", "constructor", "hasOwnProperty", "X");
const bindings = fc.array(fc.tuple(name, fc.bigInt({ min: 0n, max: 2n })), { maxLength: 8 });

test("an environment behaves as a map", () => {
  fc.assert(
    fc.property(bindings, name, (pairs, asked) => {
      expect(lookup(makeEnvironment(pairs), asked)).toBe(new Map(pairs).get(asked));
    }),
  );
});

test("equal keys mean equal bindings, whatever the order in which they were made", () => {
  fc.assert(
    fc.property(bindings, bindings, (left, right) => {
      const asMap = (pairs: [string, bigint][]): [string, bigint][] => [...new Map(pairs)].sort(([a], [b]) => (a < b ? -1 : 1));
      const equal = JSON.stringify(asMap(left), bigintAsText) === JSON.stringify(asMap(right), bigintAsText);
      expect(environmentKey(makeEnvironment(left)) === environmentKey(makeEnvironment(right))).toBe(equal);
    }),
  );
});

test("binding leaves the old environment as it was", () => {
  const before = bind([], "x", 1n);
  bind(before, "x", 2n);
  expect(lookup(before, "x")).toBe(1n);
});

function bigintAsText(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
