/** Built-in functions on sets and maps, and those that several kinds of collection share. */
import type { Value } from "../../core/index.ts";
import { makeList, makeSet, none, some } from "../construct.ts";
import { equalValues } from "../order.ts";
import { boolType, intType, stringType } from "../types.ts";
import { entriesOf, itemsOf, present } from "./access.ts";
import { searchEntries, searchItems } from "./search.ts";
import { k, list, map, option, set, signature, t, v } from "./signature.ts";
import type { Builtin } from "./signature.ts";

const isMap = (value: Value | undefined): boolean => typeof value === "object" && value.kind === "map";
const isList = (value: Value | undefined): boolean => typeof value === "object" && value.kind === "list";

function contains(collection: Value | undefined, item: Value): boolean {
  if (isMap(collection)) return searchEntries(entriesOf(collection), item) >= 0;
  const items = itemsOf(collection);
  return isList(collection) ? items.some((other) => equalValues(other, item)) : searchItems(items, item) >= 0;
}

function insert(collection: Value | undefined, item: Value): Value {
  const items = itemsOf(collection);
  const index = searchItems(items, item);
  return index >= 0 ? present(collection) : { kind: "set", items: items.toSpliced(-1 - index, 0, item) };
}

function remove(collection: Value | undefined, item: Value): Value {
  if (isMap(collection)) {
    const entries = entriesOf(collection);
    const index = searchEntries(entries, item);
    return index < 0 ? present(collection) : { kind: "map", entries: entries.toSpliced(index, 1) };
  }
  const items = itemsOf(collection);
  const index = searchItems(items, item);
  return index < 0 ? present(collection) : { kind: "set", items: items.toSpliced(index, 1) };
}

function put(collection: Value | undefined, key: Value, value: Value): Value {
  const entries = entriesOf(collection);
  const index = searchEntries(entries, key);
  return { kind: "map", entries: index < 0 ? entries.toSpliced(-1 - index, 0, [key, value]) : entries.with(index, [key, value]) };
}

function get(collection: Value | undefined, key: Value): Value {
  const entries = entriesOf(collection);
  const entry = entries[searchEntries(entries, key)];
  return entry === undefined ? none : some(entry[1]);
}

/** Items of the first set that are (or are not) in the second. */
function restrict(left: Value | undefined, right: Value | undefined, keep: boolean): Value {
  const others = itemsOf(right);
  return { kind: "set", items: itemsOf(left).filter((item) => searchItems(others, item) >= 0 === keep) };
}

const setOperation = [signature([set(t), set(t)], set(t))];

export const collectionFunctions: readonly Builtin[] = [
  {
    name: "length",
    signatures: [signature([list(t)], intType), signature([stringType], intType)],
    apply: ([c]) => BigInt(typeof c === "string" ? c.length : itemsOf(c).length),
  },
  {
    name: "contains",
    signatures: [signature([list(t), t], boolType), signature([set(t), t], boolType), signature([map(k, v), k], boolType)],
    apply: ([c, x]) => contains(c, present(x)),
  },
  {
    name: "size",
    signatures: [signature([set(t)], intType), signature([map(k, v)], intType)],
    apply: ([c]) => BigInt(isMap(c) ? entriesOf(c).length : itemsOf(c).length),
  },
  {
    name: "remove",
    signatures: [signature([set(t), t], set(t)), signature([map(k, v), k], map(k, v))],
    apply: ([c, x]) => remove(c, present(x)),
  },
  { name: "insert", signatures: [signature([set(t), t], set(t))], apply: ([s, x]) => insert(s, present(x)) },
  { name: "union", signatures: setOperation, apply: ([s, u]) => makeSet([...itemsOf(s), ...itemsOf(u)]) },
  { name: "intersect", signatures: setOperation, apply: ([s, u]) => restrict(s, u, true) },
  { name: "difference", signatures: setOperation, apply: ([s, u]) => restrict(s, u, false) },
  { name: "elements", signatures: [signature([set(t)], list(t))], apply: ([s]) => makeList(itemsOf(s)) },
  { name: "get", signatures: [signature([map(k, v), k], option(v))], apply: ([m, x]) => get(m, present(x)) },
  { name: "put", signatures: [signature([map(k, v), k, v], map(k, v))], apply: ([m, x, y]) => put(m, present(x), present(y)) },
  { name: "keys", signatures: [signature([map(k, v)], set(k))], apply: ([m]) => ({ kind: "set", items: entriesOf(m).map(([key]) => key) }) },
];
