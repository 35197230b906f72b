/**
 * Shapes: how a storage cell (a variable, a slot of a queue, an argument of a predicate) is laid out in leaves. A shape comes from a type, narrowed by what is known
 * of the cell: bounds of integers, constructors that come at all, strings that come at all, how long a list grows.
 */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Value } from "../../../calculus/core/index.ts";
import { isEndType } from "../../../calculus/machine/index.ts";
import type { Expression, Type } from "../../../calculus/syntax/index.ts";
import { describeType, unitValue } from "../../../calculus/values/index.ts";
import { join, shapeOfValue } from "../../compiled/analysis/index.ts";
import type { Shape } from "../../compiled/analysis/index.ts";
import { endName } from "./context.ts";
import type { Context } from "./context.ts";
import { refuse } from "./refusal.ts";
import { optionType } from "./symbolic-value.ts";
import type { SumType } from "./symbolic-value.ts";

export type ValueShape =
  /** No value: of what is never set. */
  | { readonly kind: "nothing" | "boolean" | "unit" }
  /** A bound that is absent is none; words need both. */
  | { readonly kind: "integer"; readonly low: bigint | undefined; readonly high: bigint | undefined }
  /** Absent: any string. */
  | { readonly kind: "string"; readonly among: readonly string[] | undefined }
  /** Of the cases that may be, in the order of the type. */
  | { readonly kind: "sum"; readonly type: SumType; readonly cases: readonly { readonly name: string; readonly payload: readonly ValueShape[] }[] }
  | { readonly kind: "record"; readonly name: string; readonly fields: readonly (readonly [string, ValueShape])[] }
  /** At most `bound` items. */
  | { readonly kind: "list"; readonly element: ValueShape; readonly bound: number }
  | { readonly kind: "set"; readonly keys: KeyShape }
  | { readonly kind: "map"; readonly keys: KeyShape; readonly value: ValueShape };

export type KeyShape =
  /** A presence for each of them, sorted. */
  | { readonly kind: "universe"; readonly values: readonly Value[] }
  /** At most `bound` entries, with their keys. */
  | { readonly kind: "slots"; readonly bound: number; readonly key: ValueShape };

/** A finite type of keys has at most so many values. */
const largestUniverse = 64;
/** A refinement that allows more items than this is no bound. */
export const mostSlots = 32n;
const anything: Shape = { kind: "any" };

/**
 * How many items the list, set or map at a place inside of a value has at most, where nothing else tells; undefined: that is not known. Places are `""`, the value
 * itself; `.field` of what is at a place; `?` of options; `#Constructor.0`; `[]`, the items of lists and the values of maps; `{}`, keys.
 */
export type SizeAt = (place: string) => number | undefined;

/**
 * The shape of a cell of this type that holds what `known` allows (absent: anything), and lists, sets and maps as large as `sizeAt` says. Linear in both. The type is
 * closed and without refinements, as types of machines are; refinements are disregarded.
 * @throws Refusal for a list, set or map without bound, for a type that contains itself, and where the type is not known
 */
export function shapeOf(type: Type, context: Context, known: Shape = anything, sizeAt: SizeAt = () => undefined): ValueShape {
  return shape(type, known, { context, within: [], refinements: [], boundsOf: () => ({}), place: "", sizeAt });
}

/** A predicate with the name of the value that it is about: `value`, or `result` in a contract. */
export interface Refinement {
  readonly subject: string;
  readonly predicate: Expression;
}

/** Where an integer lies, which strings there are, how long a list or how large a set or a map is at most; what is absent is not known. */
export interface Bounds {
  readonly low?: bigint;
  readonly high?: bigint;
  readonly among?: readonly string[];
  readonly size?: bigint;
}

/** As `shapeOf`, with bounds from the refinements in the type, and from further ones of the whole value. */
export function shapeWithin(type: Type, refinements: readonly Refinement[], boundsOf: Making["boundsOf"], context: Context): ValueShape {
  return shape(type, anything, { context, within: [], refinements, boundsOf, place: "", sizeAt: () => undefined });
}

interface Making {
  readonly context: Context;
  /** Enums and records around this place. */
  readonly within: readonly string[];
  /** Of the value at this place. */
  readonly refinements: readonly Refinement[];
  readonly boundsOf: (refinements: readonly Refinement[]) => Bounds;
  readonly place: string;
  readonly sizeAt: SizeAt;
}

/** Of a part of what is at this place. */
function inside(making: Making, part: string): Making {
  return { ...making, place: making.place + part };
}

function shape(type: Type, known: Shape, making: Making): ValueShape {
  if (known.kind === "none") return { kind: "nothing" };
  const inner = { ...making, refinements: [] };
  switch (type.kind) {
    case "primitive":
      switch (type.name) {
        case "bool":
          return { kind: "boolean" };
        case "unit":
          return { kind: "unit" };
        case "int":
          return integer(known, making.boundsOf(making.refinements));
        case "string":
          return string(known, making.boundsOf(making.refinements));
      }
    case "refined":
      return shape(type.base, known, { ...making, refinements: [...making.refinements, { subject: "value", predicate: type.predicate }] });
    case "option":
      return sum(
        optionType,
        [
          { name: "none", payload: [] },
          { name: "some", payload: [type.element] },
        ],
        known,
        inner,
      );
    case "list":
      return list(type.element, known, inner, making.boundsOf(making.refinements).size);
    case "set":
      return keyed(type.element, undefined, known, inner, making.boundsOf(making.refinements).size);
    case "map":
      return keyed(type.key, type.value, known, inner, making.boundsOf(making.refinements).size);
    case "named":
      return named(type, known, making);
    default:
      return assertNever(type);
  }
}

function integer(known: Shape, { low, high }: Bounds): ValueShape {
  const own = known.kind === "integer" ? known : { low: undefined, high: undefined };
  const from = own.low === undefined || (low !== undefined && low > own.low) ? low : own.low;
  const to = own.high === undefined || (high !== undefined && high < own.high) ? high : own.high;
  return from !== undefined && to !== undefined && from > to ? { kind: "nothing" } : { kind: "integer", low: from, high: to };
}

function string(known: Shape, { among }: Bounds): ValueShape {
  const own = known.kind === "constants" ? known.values.filter((value) => typeof value === "string").sort() : undefined;
  const all = own?.filter((text) => among?.includes(text) ?? true) ?? among;
  return all?.length === 0 ? { kind: "nothing" } : { kind: "string", among: all };
}

function sum(type: SumType, constructors: readonly { readonly name: string; readonly payload: readonly Type[] }[], known: Shape, making: Making): ValueShape {
  const cases = constructors.flatMap(({ name, payload }) => {
    const one = known.kind === "sum" ? known.cases.find((other) => other.name === name) : undefined;
    if (known.kind === "sum" && one === undefined) return [];
    return [{ name, payload: payload.map((part, index) => shape(part, one?.payload[index] ?? anything, inside(making, partOf(type, name, index)))) }];
  });
  return { kind: "sum", type, cases };
}

function partOf({ name }: SumType, constructor: string, index: number): string {
  return name === optionType.name ? "?" : `#${constructor}.${String(index)}`;
}

function named(type: Extract<Type, { kind: "named" }>, known: Shape, making: Making): ValueShape {
  const name = type.name.text;
  const { context, within } = making;
  const { types, enums, records } = context.definitions;
  if (isEndType(type)) {
    const ends = known.kind === "constants" ? known.values : (context.ends ?? []);
    const names = ends.flatMap((end) => (typeof end === "object" && end.kind === "endpoint" ? [endName(end)] : []));
    return {
      kind: "sum",
      type: context.endType,
      cases: context.endType.constructors.filter((one) => names.includes(one)).map((one) => ({ name: one, payload: [] })),
    };
  }
  const alias = types.get(name);
  if (alias !== undefined) return shape(alias, known, making);
  if (within.includes(name)) return refuse(`the type ${name}, which contains itself`);
  const inner: Making = { ...making, within: [...within, name], refinements: [] };
  const definition = enums.get(name);
  if (definition !== undefined) {
    const own: SumType = { name, constructors: definition.constructors.map((one) => one.name) };
    return sum(own, definition.constructors, known, inner);
  }
  const fields = records.get(name)?.fields ?? refuse(`a type that is not known (${describeType(type)})`);
  const parts = known.kind === "record" ? known.fields : [];
  return {
    kind: "record",
    name,
    fields: fields.map((field, index) => [field.name, shape(field.type, parts[index]?.[1] ?? anything, inside(inner, `.${field.name}`))]),
  };
}

/** What all of these values are together; anything where there are none. */
function joined(values: readonly Value[]): Shape {
  const [first, ...others] = values;
  return first === undefined ? anything : others.reduce<Shape>((all, value) => join(all, shapeOfValue(value)), shapeOfValue(first));
}

function list(element: Type, known: Shape, making: Making, size: bigint | undefined): ValueShape {
  const { context } = making;
  const values =
    known.kind === "constants" ? known.values.flatMap((value) => (typeof value === "object" && value.kind === "list" ? [value.items] : [])) : undefined;
  if (values === undefined)
    return {
      kind: "list",
      element: shape(element, anything, inside(making, "[]")),
      bound: boundOf(size) ?? making.sizeAt(making.place) ?? context.bounds?.list ?? refuse("a list whose length has no bound"),
    };
  const bound = Math.max(0, ...values.map(({ length }) => length));
  return { kind: "list", element: bound === 0 ? { kind: "nothing" } : shape(element, joined(values.flat()), inside(making, "[]")), bound };
}

/** As many slots, if they are not too many. */
function boundOf(size: bigint | undefined): number | undefined {
  return size === undefined || size > mostSlots ? undefined : Math.max(0, Number(size));
}

/** A set where there is no type of values. */
function keyed(keyType: Type, valueType: Type | undefined, known: Shape, making: Making, size: bigint | undefined): ValueShape {
  const { context } = making;
  const kind = valueType === undefined ? "set" : "map";
  const entries =
    known.kind === "constants"
      ? known.values.map((value): readonly (readonly [Value, Value])[] => {
          if (typeof value !== "object") return [];
          return value.kind === "set" ? value.items.map((item) => [item, unitValue]) : value.kind === "map" ? value.entries : [];
        })
      : undefined;
  const keys = entries?.flat().map(([key]) => key);
  const keyShape = keys?.length === 0 ? ({ kind: "nothing" } as const) : shape(keyType, keys === undefined ? anything : joined(keys), inside(making, "{}"));
  const universe = keyShape.kind === "nothing" ? [] : valuesOf(keyShape, largestUniverse, context);
  const bound =
    entries === undefined
      ? (boundOf(size) ?? (universe === undefined ? making.sizeAt(making.place) : undefined) ?? context.bounds?.keyed)
      : Math.max(0, ...entries.map(({ length }) => length));
  const layout: KeyShape =
    universe !== undefined
      ? { kind: "universe", values: universe }
      : { kind: "slots", bound: bound ?? refuse(`a ${kind} whose size has no bound`), key: keyShape };
  if (valueType === undefined) return { kind: "set", keys: layout };
  const items = entries?.flat().map(([, item]) => item);
  const value = items?.length === 0 ? ({ kind: "nothing" } as const) : shape(valueType, items === undefined ? anything : joined(items), inside(making, "[]"));
  return { kind: "map", keys: layout, value };
}

/** All values of the shape in the order of values; undefined if there are more than `limit`. */
function valuesOf(of: ValueShape, limit: number, context: Context): readonly Value[] | undefined {
  switch (of.kind) {
    case "nothing":
      return [];
    case "boolean":
      return [false, true];
    case "unit":
      return [unitValue];
    case "integer": {
      const { low, high } = of;
      if (low === undefined || high === undefined || high - low >= BigInt(limit)) return undefined;
      return Array.from({ length: Number(high - low) + 1 }, (_, index) => low + BigInt(index));
    }
    case "string":
      return of.among === undefined || of.among.length > limit ? undefined : of.among;
    case "sum": {
      if (of.type.name === context.endType.name) return undefined;
      const all: Value[] = [];
      for (const { name, payload } of of.cases.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
        const tuples = tuplesOf(payload, limit, context);
        if (tuples === undefined || all.length + tuples.length > limit) return undefined;
        for (const parts of tuples) all.push({ kind: "variant", name, payload: parts });
      }
      return all;
    }
    case "record":
      return tuplesOf(
        of.fields.map(([, part]) => part),
        limit,
        context,
      )?.map((parts) => ({ kind: "record", name: of.name, fields: of.fields.map(([name], index) => [name, parts[index] as Value]) }));
    case "list":
    case "set":
    case "map":
      return undefined;
    default:
      return assertNever(of);
  }
}

function tuplesOf(shapes: readonly ValueShape[], limit: number, context: Context): readonly (readonly Value[])[] | undefined {
  let tuples: readonly (readonly Value[])[] = [[]];
  for (const one of shapes) {
    const values = valuesOf(one, limit, context);
    if (values === undefined || values.length * tuples.length > limit) return undefined;
    tuples = tuples.flatMap((tuple) => values.map((value) => [...tuple, value]));
  }
  return tuples;
}
