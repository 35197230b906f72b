/** Built-in functions on lists. */
import type { Value } from "../../core/index.ts";
import { makeList } from "../construct.ts";
import { compareValues } from "../order.ts";
import { failure } from "../size.ts";
import type { Failure } from "../size.ts";
import { intType } from "../types.ts";
import { asInteger, itemsOf, present } from "./access.ts";
import { list, signature, t } from "./signature.ts";
import type { Builtin } from "./signature.ts";

/** The items, unless there are none. */
function nonEmpty(name: string, value: Value | undefined, use: (items: readonly Value[]) => Value): Value | Failure {
  const items = itemsOf(value);
  return items.length === 0 ? failure(`${name} of the empty list`) : use(items);
}

/** A count of items: negative counts as 0, more than there are as all of them. */
function clamp(count: bigint, length: number): number {
  return count <= 0n ? 0 : count >= BigInt(length) ? length : Number(count);
}

const partOfList = [signature([list(t)], t)];
const listByCount = [signature([list(t), intType], list(t))];

export const listFunctions: readonly Builtin[] = [
  { name: "head", signatures: partOfList, apply: ([xs]) => nonEmpty("head", xs, (items) => present(items[0])) },
  { name: "last", signatures: partOfList, apply: ([xs]) => nonEmpty("last", xs, (items) => present(items.at(-1))) },
  { name: "tail", signatures: [signature([list(t)], list(t))], apply: ([xs]) => nonEmpty("tail", xs, (items) => makeList(items.slice(1))) },
  {
    name: "take",
    signatures: listByCount,
    apply: ([xs, n]) => {
      const items = itemsOf(xs);
      return makeList(items.slice(0, clamp(asInteger(n), items.length)));
    },
  },
  {
    name: "drop",
    signatures: listByCount,
    apply: ([xs, n]) => {
      const items = itemsOf(xs);
      return makeList(items.slice(clamp(asInteger(n), items.length)));
    },
  },
  { name: "append", signatures: [signature([list(t), t], list(t))], apply: ([xs, x]) => makeList([...itemsOf(xs), present(x)]) },
  { name: "prepend", signatures: [signature([t, list(t)], list(t))], apply: ([x, xs]) => makeList([present(x), ...itemsOf(xs)]) },
  { name: "reverse", signatures: [signature([list(t)], list(t))], apply: ([xs]) => makeList(itemsOf(xs).toReversed()) },
  { name: "sort", signatures: [signature([list(intType)], list(intType))], apply: ([xs]) => makeList(itemsOf(xs).toSorted(compareValues)) },
  {
    name: "sum",
    signatures: [signature([list(intType)], intType)],
    apply: ([xs]) => itemsOf(xs).reduce<bigint>((total, item) => total + asInteger(item), 0n),
  },
];
