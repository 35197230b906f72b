/** Constructors of values that keep the invariants of the type: sets and maps sorted, without duplicates. */
import type { Value } from "../core/index.ts";
import { compareValues } from "./order.ts";

export const unitValue: Value = { kind: "unit" };

/** `none` */
export const none: Value = { kind: "variant", name: "none", payload: [] };

/** `some(value)` */
export function some(value: Value): Value {
  return { kind: "variant", name: "some", payload: [value] };
}

/** `[items]` */
export function makeList(items: readonly Value[]): Value {
  return { kind: "list", items };
}

/** The set of the items, in any order and with repetitions. O(n log n). */
export function makeSet(items: readonly Value[]): Value {
  const sorted = items.toSorted(compareValues);
  return { kind: "set", items: sorted.filter((item, index) => index === 0 || compareValues(sorted[index - 1] as Value, item) !== 0) };
}

/** The map with these entries, in any order; of entries with equal keys the last one counts. O(n log n). */
export function makeMap(entries: readonly (readonly [Value, Value])[]): Value {
  const sorted = entries.toSorted((left, right) => compareValues(left[0], right[0]));
  return {
    kind: "map",
    entries: sorted.filter((entry, index) => {
      const next = sorted[index + 1];
      return next === undefined || compareValues(entry[0], next[0]) !== 0;
    }),
  };
}
