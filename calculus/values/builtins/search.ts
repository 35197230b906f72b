/** Binary search in sorted items: membership in sets and lookup in maps. */
import type { Value } from "../../core/index.ts";
import { compareValues } from "../order.ts";

/** The position of `key`, or minus one minus the position where it belongs. `keyAt` is sorted. Logarithmic. */
function search(size: number, keyAt: (index: number) => Value, key: Value): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareValues(keyAt(middle), key);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return -1 - low;
}

/** Position of an item of a set, as `search` gives it. */
export function searchItems(items: readonly Value[], item: Value): number {
  return search(items.length, (index) => items[index] as Value, item);
}

/** Position of a key of a map, as `search` gives it. */
export function searchEntries(entries: readonly (readonly [Value, Value])[], key: Value): number {
  return search(entries.length, (index) => (entries[index] as readonly [Value, Value])[0], key);
}
