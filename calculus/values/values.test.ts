import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Value } from "../core/index.ts";
import { compareValues, equalValues, makeList, makeMap, makeSet, none, printValue, some, unitValue, valueKey } from "./index.ts";

const name = fc.constantFrom("A", "B", "Some", "__proto__");
const text = fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom("1;", '"', "T", "2:ab", "\u202e", "\ud800"));
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.boolean(),
    fc.bigInt({ min: -20n, max: 20n }),
    text,
    fc.constant(unitValue),
    fc.constant(none),
    tie("value").map(some),
    fc.record({ kind: fc.constant("variant" as const), name, payload: fc.array(tie("value"), { maxLength: 2 }) }),
    fc.record({ kind: fc.constant("record" as const), name, fields: fc.array(fc.tuple(name, tie("value")), { maxLength: 2 }) }),
    fc.array(tie("value"), { maxLength: 3 }).map(makeList),
    fc.array(tie("value"), { maxLength: 3 }).map(makeSet),
    fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }).map(makeMap),
  ),
}));

describe("the order on values", () => {
  test("is total: antisymmetric, and transitive", () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(Math.sign(compareValues(a, b))).toBe(-Math.sign(compareValues(b, a)) + 0);
        const [x, y, z] = [a, b, c].sort(compareValues) as [Value, Value, Value];
        expect(compareValues(x, y)).toBeLessThanOrEqual(0);
        expect(compareValues(x, z)).toBeLessThanOrEqual(0);
        expect(compareValues(y, z)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test("is zero exactly for equal keys: the key is canonical and injective", () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(valueKey(a) === valueKey(b)).toBe(compareValues(a, b) === 0);
        expect(equalValues(a, b)).toBe(compareValues(a, b) === 0);
        expect(equalValues(a, structuredClone(a))).toBe(true);
        expect(valueKey(structuredClone(a))).toBe(valueKey(a));
      }),
      { numRuns: 500 },
    );
  });

  test("keys of sequences are injective too, so that keys may be concatenated", () => {
    const items = fc.array(value, { maxLength: 3 });
    fc.assert(
      fc.property(items, items, (a, b) => {
        expect(a.map(valueKey).join("") === b.map(valueKey).join("")).toBe(equalValues(makeList(a), makeList(b)));
      }),
      { numRuns: 500 },
    );
  });

  test("tells kinds apart that print alike", () => {
    expect(equalValues(1n, "1")).toBe(false);
    expect(equalValues(makeList([1n]), makeSet([1n]))).toBe(false);
    expect(equalValues({ kind: "variant", name: "A", payload: [] }, { kind: "record", name: "A", fields: [] })).toBe(false);
  });
});

describe("sets and maps", () => {
  test("do not depend on order or repetition", () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (items) => {
        expect(equalValues(makeSet(items), makeSet([...items, ...items].reverse()))).toBe(true);
      }),
    );
  });

  test("the last entry of a key counts", () => {
    const map = makeMap([
      [1n, "old"],
      [0n, "other"],
      [1n, "new"],
    ]);
    expect(printValue(map)).toBe('map[0: "other", 1: "new"]');
  });
});

describe("printing", () => {
  test("writes the language's literals", () => {
    const record: Value = { kind: "record", name: "R", fields: [["f", makeList([true, -3n])]] };
    expect(printValue(record)).toBe("R(f: [true, -3])");
    expect(printValue(makeSet([some("b"), none]))).toBe('set[none, some("b")]');
    expect(printValue(unitValue)).toBe("unit");
  });
});
