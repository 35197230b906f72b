/** The total order on values: by kind, then structurally. Sets and maps are kept sorted by it, so that equal values are equal trees. */
import type { Value } from "../core/index.ts";

type Composite = Exclude<Value, boolean | bigint | string>;

const kindRank: Record<Composite["kind"], number> = { unit: 3, variant: 4, record: 5, list: 6, set: 7, map: 8, endpoint: 9 };

function rank(value: Value): number {
  switch (typeof value) {
    case "boolean":
      return 0;
    case "bigint":
      return 1;
    case "string":
      return 2;
    default:
      return kindRank[value.kind];
  }
}

/** Orders texts by UTF-16 code units: -1, 0 or 1. The same on every machine, unlike a locale's order. */
function compareText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function compareItems(left: readonly Value[], right: readonly Value[]): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const order = compareValues(left[index] as Value, right[index] as Value);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function comparePairs<Key>(
  left: readonly (readonly [Key, Value])[],
  right: readonly (readonly [Key, Value])[],
  compareKeys: (a: Key, b: Key) => number,
): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const [leftKey, leftValue] = left[index] as readonly [Key, Value];
    const [rightKey, rightValue] = right[index] as readonly [Key, Value];
    const order = compareKeys(leftKey, rightKey) || compareValues(leftValue, rightValue);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareComposites(left: Composite, right: Composite): number {
  switch (left.kind) {
    case "unit":
      return 0;
    case "variant":
      return right.kind === "variant" ? compareText(left.name, right.name) || compareItems(left.payload, right.payload) : 0;
    case "record":
      return right.kind === "record" ? compareText(left.name, right.name) || comparePairs(left.fields, right.fields, compareText) : 0;
    case "list":
      return right.kind === "list" ? compareItems(left.items, right.items) : 0;
    case "set":
      return right.kind === "set" ? compareItems(left.items, right.items) : 0;
    case "endpoint":
      return right.kind === "endpoint" ? compareText(left.session, right.session) || compareText(left.role, right.role) : 0;
    case "map":
      return right.kind === "map" ? comparePairs(left.entries, right.entries, compareValues) : 0;
  }
}

/**
 * A total order on all values: negative, zero (exactly if the values are equal) or positive.
 * Booleans < integers < strings < unit < variants < records < lists < sets < maps < session ends; within a kind by name, then item by item, shorter first.
 */
export function compareValues(left: Value, right: Value): number {
  if (left === right) return 0;
  if (typeof left === "bigint" && typeof right === "bigint") return left < right ? -1 : 1;
  const difference = rank(left) - rank(right);
  if (difference !== 0) return difference;
  if (typeof left === "object" && typeof right === "object") return compareComposites(left, right);
  return left < right ? -1 : 1;
}

/** Whether two values are equal (`==` of the language). */
export function equalValues(left: Value, right: Value): boolean {
  return left === right || (typeof left === "object" && compareValues(left, right) === 0);
}
