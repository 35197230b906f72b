/** Operations on symbolic lists: a length, and as many items as the list may have at most. Items from the length on mean nothing. */
import type { Term } from "../terms/index.ts";
import { iteValue } from "./choose.ts";
import type { Context } from "./context.ts";
import { equalValues } from "./equal.ts";
import { refuse } from "./refusal.ts";
import { nothing } from "./symbolic-value.ts";
import type { SymbolicInteger, SymbolicList, SymbolicValue } from "./symbolic-value.ts";

/** Beyond so many items that a list may have, what is quadratic in them is refused. */
const mostItems = 256;

/** A value, and where it is defined. */
export interface Partial {
  readonly value: SymbolicValue;
  readonly defined: Term;
}

/** `[items]` */
export function listOf(items: readonly SymbolicValue[], { integers }: Context): SymbolicList {
  return { kind: "list", length: integers.literal(BigInt(items.length)), items };
}

/** Whether there is an item at the index. */
export function hasItem({ length }: SymbolicList, index: number, { integers }: Context): Term {
  return integers.less(integers.literal(BigInt(index)), length);
}

function isAt(position: SymbolicInteger, index: number, { integers }: Context): Term {
  return integers.equal(position, integers.literal(BigInt(index)));
}

/** Items at the indices that the position can be, the last one that it can be without a test. */
function itemAt(items: readonly SymbolicValue[], position: SymbolicInteger, context: Context): SymbolicValue {
  const possible = items.map((item, index) => ({ item, test: isAt(position, index, context) })).filter(({ test }) => test.kind !== "false");
  return possible.reduceRight<SymbolicValue>((rest, { item, test }) => (rest.kind === "nothing" ? item : iteValue(test, item, rest, context)), nothing);
}

/** `xs[position]`, from 0; undefined beyond the ends. */
export function indexList(list: SymbolicList, position: SymbolicInteger, context: Context): Partial {
  const { terms, integers } = context;
  const defined = terms.and(integers.atMost(integers.literal(0n), position), integers.less(position, list.length));
  return { value: itemAt(list.items, position, context), defined };
}

/** `last(xs)` */
export function lastOf(list: SymbolicList, context: Context): Partial {
  const { integers } = context;
  return { value: itemAt(list.items, integers.subtract(list.length, integers.literal(1n)), context), defined: hasItem(list, 0, context) };
}

/** `head(xs)` */
export function headOf(list: SymbolicList, context: Context): Partial {
  return { value: list.items[0] ?? nothing, defined: hasItem(list, 0, context) };
}

/** `tail(xs)` */
export function tailOf(list: SymbolicList, context: Context): Partial {
  const { integers } = context;
  return { value: withLength(integers.subtract(list.length, integers.literal(1n)), list.items.slice(1), context), defined: hasItem(list, 0, context) };
}

/** A list of this length, with no more items than it can have; of a length that means something it is not negative. */
function withLength(length: SymbolicInteger, items: readonly SymbolicValue[], { integers }: Context): SymbolicList {
  const most = BigInt(items.length);
  const high = length.high === undefined || length.high > most ? most : length.high < 0n ? 0n : length.high;
  const low = length.low === undefined || length.low < 0n ? 0n : length.low > high ? high : length.low;
  return { kind: "list", length: integers.narrow(length, low, high).value, items: items.slice(0, Number(high)) };
}

/** The count between 0 and the length: negative counts as 0, more than there are as all of them. */
function clamp(count: SymbolicInteger, { length }: SymbolicList, { integers }: Context): SymbolicInteger {
  const zero = integers.literal(0n);
  const least = integers.choose(integers.less(count, zero), zero, count);
  return integers.choose(integers.less(length, least), length, least);
}

/** `take(xs, count)` */
export function takeOf(list: SymbolicList, count: SymbolicInteger, context: Context): SymbolicList {
  return withLength(clamp(count, list, context), list.items, context);
}

/** `drop(xs, count)`. Quadratic in the items where the count is not known. */
export function dropOf(list: SymbolicList, count: SymbolicInteger, context: Context): SymbolicList {
  few(list);
  const { integers } = context;
  const by = clamp(count, list, context);
  const items = list.items.map((_, index) => itemAt(list.items.slice(index), by, context));
  return withLength(integers.subtract(list.length, by), items, context);
}

/** `append(xs, item)` */
export function appendTo(list: SymbolicList, item: SymbolicValue, context: Context): SymbolicList {
  const { integers } = context;
  const items = [...list.items, nothing].map((old, index) => iteValue(isAt(list.length, index, context), item, old, context));
  return withLength(integers.add(list.length, integers.literal(1n)), items, context);
}

/** `prepend(item, xs)` */
export function prependTo(list: SymbolicList, item: SymbolicValue, context: Context): SymbolicList {
  const { integers } = context;
  return withLength(integers.add(list.length, integers.literal(1n)), [item, ...list.items], context);
}

/** `xs + ys`. The product of the numbers of items where the first length is not known. */
export function concatenate(left: SymbolicList, right: SymbolicList, context: Context): SymbolicList {
  few(left, right);
  const { integers } = context;
  const count = left.items.length + right.items.length;
  const items = Array.from({ length: count }, (_, index) => {
    const isLeft = hasItem(left, index, context);
    if (isLeft.kind === "true") return left.items[index] ?? nothing;
    const position = integers.subtract(integers.literal(BigInt(index)), left.length);
    return iteValue(isLeft, left.items[index] ?? nothing, itemAt(right.items, position, context), context);
  });
  return withLength(integers.add(left.length, right.length), items, context);
}

/** `reverse(xs)` */
export function reverseOf(list: SymbolicList, context: Context): SymbolicList {
  few(list);
  const { integers } = context;
  const items = list.items.map((_, index) => itemAt(list.items, integers.subtract(list.length, integers.literal(BigInt(index + 1))), context));
  return { ...list, items };
}

/** `sum(xs)` */
export function sumOf(list: SymbolicList, context: Context): SymbolicInteger {
  const { integers } = context;
  const zero = integers.literal(0n);
  return list.items.reduce<SymbolicInteger>((total, item, index) => {
    if (item.kind === "nothing") return total;
    return integers.add(total, integers.choose(hasItem(list, index, context), asInteger(item), zero));
  }, zero);
}

/** `contains(xs, item)` */
export function listContains(list: SymbolicList, item: SymbolicValue, context: Context): Term {
  const { terms } = context;
  return terms.or(...list.items.map((one, index) => terms.and(hasItem(list, index, context), equalValues(one, item, context))));
}

/** `sort(xs)`, of integers: neighbours are exchanged as often as there are items (odd-even transposition). Those that are not there stay at the end. */
export function sortOf(list: SymbolicList, context: Context): SymbolicList {
  few(list);
  const { integers, terms } = context;
  const items = list.items.filter((item) => item.kind !== "nothing").map(asInteger);
  for (let round = 0; round < items.length; round += 1) {
    for (let right = 1 + (round % 2); right < items.length; right += 2) {
      const [a, b] = [items[right - 1], items[right]];
      if (a === undefined || b === undefined) continue;
      const isExchanged = terms.and(hasItem(list, right, context), integers.less(b, a));
      items[right - 1] = integers.choose(isExchanged, b, a);
      items[right] = integers.choose(isExchanged, a, b);
    }
  }
  return { ...list, items };
}

function few(...lists: readonly SymbolicList[]): void {
  if (lists.some(({ items }) => items.length > mostItems)) refuse(`an operation on a list of more than ${String(mostItems)} items`);
}

function asInteger(value: SymbolicValue): SymbolicInteger {
  if (value.kind !== "integer") throw new Error(`an integer, not ${value.kind}`);
  return value;
}
