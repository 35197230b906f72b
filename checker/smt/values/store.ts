/** Values brought into the layout of a storage cell: the only place where anything is narrowed, and never silently. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Value } from "../../../calculus/core/index.ts";
import { unitValue } from "../../../calculus/values/index.ts";
import type { Term } from "../terms/index.ts";
import { iteValue } from "./choose.ts";
import type { Context } from "./context.ts";
import { isText } from "./equal.ts";
import { atKey, hasKey } from "./keyed.ts";
import { appendTo, hasItem, listOf } from "./lists.ts";
import { encodeLiteral } from "./literal.ts";
import type { KeyShape, ValueShape } from "./shape.ts";
import { isCase } from "./sums.ts";
import { nothing, optionType, symbolicUnit } from "./symbolic-value.ts";
import type { Cell, SymbolicEntry, SymbolicKeyed, SymbolicList, SymbolicSum, SymbolicValue } from "./symbolic-value.ts";

/** A value whose leaves are those of the shape, and the side condition under which it is the value that was to be stored. */
export interface Stored {
  readonly value: SymbolicValue;
  readonly fits: Term;
}

/**
 * The value in this shape: every leaf of the shape is there, with its sort. Without `fits` the result means nothing: whoever stores must assume it where an analysis
 * proves it (bounds that hold of all reachable states), or else ask whether it can be false. Linear in value and shape, but quadratic in entries of sets and maps.
 */
export function storeValue(value: SymbolicValue, shape: ValueShape, context: Context): Stored {
  const { terms } = context;
  if (value.kind === "nothing") return { value: someValue(shape, context), fits: terms.true };
  switch (shape.kind) {
    case "nothing":
      return { value: nothing, fits: terms.false };
    case "unit":
    case "boolean":
      return { value, fits: terms.true };
    case "integer":
      return context.integers.narrow(expecting(value, "integer"), shape.low, shape.high);
    case "string": {
      const text = expecting(value, "string");
      const { among } = shape;
      if (among === undefined) return { value: { ...text, among }, fits: terms.true };
      const fits = text.among?.every((one) => among.includes(one)) === true ? terms.true : terms.or(...among.map((one) => isText(text, one, context)));
      const [only, ...more] = among;
      return { value: only !== undefined && more.length === 0 ? encodeLiteral(only, context) : { ...text, among }, fits };
    }
    case "sum":
      return storeSum(expecting(value, "sum"), shape, context);
    case "record": {
      const record = expecting(value, "record");
      const parts = shape.fields.map(([name, part], index) => [name, storeValue(record.fields[index]?.[1] ?? nothing, part, context)] as const);
      return {
        value: { kind: "record", name: shape.name, fields: parts.map(([name, part]) => [name, part.value]) },
        fits: terms.and(...parts.map(([, { fits }]) => fits)),
      };
    }
    case "list":
      return storeList(expecting(value, "list"), shape, context);
    case "set":
    case "map":
      return storeKeyed(
        value.kind === "set" || value.kind === "map" ? value : expecting(value, "set"),
        shape.keys,
        shape.kind === "map" ? shape.value : { kind: "unit" },
        context,
      );
    default:
      return assertNever(shape);
  }
}

/** As `storeValue`, for a variable. Where it may not be unset, `fits` says that it is set. */
export function storeCell(cell: Cell, shape: ValueShape, mayBeUnset: boolean, context: Context): { readonly cell: Cell; readonly fits: Term } {
  const { terms } = context;
  if (cell.isSet.kind === "false" || shape.kind === "nothing")
    return {
      cell: { value: someValue(shape, context), isSet: mayBeUnset || shape.kind === "nothing" ? terms.false : terms.true },
      fits: mayBeUnset ? terms.not(cell.isSet) : terms.false,
    };
  const { value, fits } = storeValue(cell.value, shape, context);
  return { cell: { value, isSet: mayBeUnset ? cell.isSet : terms.true }, fits: mayBeUnset ? terms.implies(cell.isSet, fits) : terms.and(cell.isSet, fits) };
}

function storeSum(sum: SymbolicSum, shape: Extract<ValueShape, { kind: "sum" }>, context: Context): Stored {
  const { terms } = context;
  const conditions: Term[] = [];
  for (const { name } of sum.cases) if (!shape.cases.some((one) => one.name === name)) conditions.push(terms.not(isCase(sum, name, context)));
  const cases = shape.cases.map(({ name, payload }) => {
    const own = sum.cases.find((one) => one.name === name);
    const parts = payload.map((part, index) => storeValue(own?.payload[index] ?? nothing, part, context));
    conditions.push(terms.implies(isCase(sum, name, context), terms.and(...parts.map(({ fits }) => fits))));
    return { name, payload: parts.map((part) => part.value) };
  });
  const [only, ...more] = shape.cases;
  const tag = only !== undefined && more.length === 0 ? context.tag(shape.type, only.name) : sum.tag;
  return { value: only === undefined ? nothing : { kind: "sum", type: shape.type, tag, cases }, fits: terms.and(...conditions) };
}

function storeList(list: SymbolicList, shape: Extract<ValueShape, { kind: "list" }>, context: Context): Stored {
  const { terms, integers } = context;
  const length = integers.narrow(list.length, 0n, BigInt(shape.bound));
  const conditions: Term[] = [length.fits];
  const items = Array.from({ length: shape.bound }, (_, index) => {
    const { value, fits } = storeValue(list.items[index] ?? nothing, shape.element, context);
    conditions.push(terms.implies(hasItem(list, index, context), fits));
    return value;
  });
  return { value: { kind: "list", length: length.value, items }, fits: terms.and(...conditions) };
}

function storeKeyed(collection: SymbolicKeyed, keys: KeyShape, of: ValueShape, context: Context): Stored {
  const { terms } = context;
  if (keys.kind === "slots") return storeSlots(collection, keys, of, context);
  const conditions: Term[] = [];
  const literals = keys.values.map((literal) => encodeLiteral(literal, context));
  const universe: SymbolicKeyed = { kind: "set", entries: literals.map((key) => ({ key, present: terms.true, value: symbolicUnit })) };
  for (const { key, present } of collection.entries) if (present.kind !== "false") conditions.push(terms.implies(present, hasKey(universe, key, context)));
  const entries = literals.map((key): SymbolicEntry => {
    const present = hasKey(collection, key, context);
    const { value, fits } = storeValue(atKey(collection, key, context).value, of, context);
    conditions.push(terms.implies(present, fits));
    return { key, present, value };
  });
  return { value: { kind: collection.kind, entries }, fits: terms.and(...conditions) };
}

/** The entries that are present, without gaps: as a list of pairs. */
function storeSlots({ kind, entries }: SymbolicKeyed, keys: Extract<KeyShape, { kind: "slots" }>, of: ValueShape, context: Context): Stored {
  const pairs = entries.reduce<SymbolicList>(
    (list, { key, present, value }) => {
      const pair: SymbolicValue = {
        kind: "record",
        name: "entry",
        fields: [
          ["key", key],
          ["value", value],
        ],
      };
      return expecting(iteValue(present, appendTo(list, pair, context), list, context), "list");
    },
    listOf([], context),
  );
  const element: ValueShape = {
    kind: "record",
    name: "entry",
    fields: [
      ["key", keys.key],
      ["value", of],
    ],
  };
  const stored = storeList(pairs, { kind: "list", element, bound: keys.bound }, context);
  const list = expecting(stored.value, "list");
  const slots = list.items.map((item, index): SymbolicEntry => {
    const [key, value] = expecting(item, "record").fields;
    return { key: key?.[1] ?? nothing, present: hasItem(list, index, context), value: value?.[1] ?? nothing };
  });
  return { value: { kind, entries: slots }, fits: stored.fits };
}

/** Some value of the shape, for what means nothing. */
function someValue(shape: ValueShape, context: Context): SymbolicValue {
  const { terms, integers } = context;
  const inside = (part: ValueShape): SymbolicValue => someValue(part, context);
  switch (shape.kind) {
    case "nothing":
      return nothing;
    case "unit":
      return symbolicUnit;
    case "boolean":
      return { kind: "boolean", term: terms.false };
    case "integer":
      return { ...integers.narrow(integers.literal(shape.low ?? shape.high ?? 0n), shape.low, shape.high).value };
    case "string":
      return { kind: "string", term: context.text(shape.among?.[0] ?? ""), among: shape.among };
    case "sum": {
      const [first] = shape.cases;
      if (first === undefined) return nothing;
      const cases = shape.cases.map(({ name, payload }) => ({ name, payload: payload.map(inside) }));
      return {
        kind: "sum",
        type: shape.type,
        tag: shape.type === optionType ? terms.boolean(first.name === "some") : context.tag(shape.type, first.name),
        cases,
      };
    }
    case "record":
      return { kind: "record", name: shape.name, fields: shape.fields.map(([name, part]) => [name, inside(part)]) };
    case "list":
      return {
        kind: "list",
        length: integers.narrow(integers.literal(0n), 0n, BigInt(shape.bound)).value,
        items: Array.from({ length: shape.bound }, () => inside(shape.element)),
      };
    case "set":
    case "map": {
      const { keys } = shape;
      const value: ValueShape = shape.kind === "map" ? shape.value : { kind: "unit" };
      const all: readonly (Value | undefined)[] = keys.kind === "universe" ? keys.values : Array.from({ length: keys.bound }, () => undefined);
      return {
        kind: shape.kind,
        entries: all.map((literal) => ({
          key: literal !== undefined ? encodeLiteral(literal, context) : keys.kind === "slots" ? inside(keys.key) : encodeLiteral(unitValue, context),
          present: terms.false,
          value: inside(value),
        })),
      };
    }
    default:
      return assertNever(shape);
  }
}

function expecting<K extends SymbolicValue["kind"]>(value: SymbolicValue, kind: K): Extract<SymbolicValue, { readonly kind: K }> {
  if (value.kind !== kind) throw new Error(`a value of another type: ${value.kind} instead of ${kind}`);
  return value as Extract<SymbolicValue, { readonly kind: K }>;
}
