/** Values as code: the parts of a value that is computed while successors are written. */
import type { Value } from "../../../calculus/core/index.ts";
import { compareValues, equalValues } from "../../../calculus/values/index.ts";
import type { Shape } from "../analysis/shape.ts";
import { anyShape, booleanShape, interval, recordOf, sumOf, trueShape, falseShape } from "../analysis/shape.ts";
import type { Code } from "../code/index.ts";
import { add, binary, i32, i64, unary } from "../code/index.ts";
import type { BitField, Packing, SideTables } from "../layout/index.ts";
import { both, choose, constantOf, equal, no, oneOf, truth } from "./logic.ts";
import { notNative } from "./not-native.ts";

export type Computed =
  /** 0 or 1. */
  | { readonly kind: "boolean"; readonly code: Code }
  /** With bounds. An i32 where they fit, otherwise an i64. */
  | ComputedInteger
  | ComputedSum
  | { readonly kind: "record"; readonly name: string; readonly fields: readonly (readonly [string, Computed])[] }
  /** One of these, by its index. */
  | { readonly kind: "constants"; readonly values: readonly Value[]; readonly index: Code }
  /** By its number in the side table. */
  | { readonly kind: "interned"; readonly number: Code };

export interface ComputedInteger {
  readonly kind: "integer";
  readonly code: Code;
  readonly low: bigint;
  readonly high: bigint;
}

export interface ComputedSum {
  readonly kind: "sum";
  /** Which of the cases it is, by their tags. */
  readonly tag: Code;
  /** The payload of a case means something if the tag is its. */
  readonly cases: readonly { readonly name: string; readonly tag: number; readonly payload: readonly Computed[] }[];
  /** The bits that it was read from, unchanged. */
  readonly origin?: Packing<BitField>;
}

const leastI32 = -(2n ** 31n);
const greatestI32 = 2n ** 31n - 1n;

/** Whether all integers from `low` to `high` fit into 32 bits. */
export function fitsI32(low: bigint, high: bigint): boolean {
  return low >= leastI32 && high <= greatestI32;
}

/** Whether they stay exact as i64, with room for what is done to them. */
export function fitsI64(low: bigint, high: bigint): boolean {
  return low >= -(2n ** 62n) && high <= 2n ** 62n;
}

/** The type in which an integer with these bounds is computed. @throws NotNative */
export function typeFor(low: bigint, high: bigint): "i32" | "i64" {
  return fitsI32(low, high) ? "i32" : fitsI64(low, high) ? "i64" : notNative("an integer of more than 62 bits");
}

export function typeOf({ low, high }: ComputedInteger): "i32" | "i64" {
  return fitsI32(low, high) ? "i32" : "i64";
}

/** The integer as code of the type; a wider one is cut only if it fits. */
export function asType(value: ComputedInteger, type: "i32" | "i64"): Code {
  const own = typeOf(value);
  if (own === type) return value.code;
  if (type === "i64") return value.code.kind === "i32" ? i64(BigInt(value.code.value)) : unary("extend_s", value.code);
  return unary("wrap", value.code);
}

/** An integer with these bounds from code of the type that they need. */
export function integer(code: Code, low: bigint, high: bigint): ComputedInteger {
  return { kind: "integer", code, low, high };
}

/** A value that is known. */
export function constant(value: Value): Computed {
  switch (typeof value) {
    case "boolean":
      return { kind: "boolean", code: truth(value) };
    case "bigint":
      return integer(typeFor(value, value) === "i32" ? i32(Number(value)) : i64(value), value, value);
    case "string":
      return { kind: "constants", values: [value], index: i32(0) };
    default:
      break;
  }
  switch (value.kind) {
    case "variant":
      return { kind: "sum", tag: i32(0), cases: [{ name: value.name, tag: 0, payload: value.payload.map(constant) }] };
    case "record":
      return { kind: "record", name: value.name, fields: value.fields.map(([name, part]) => [name, constant(part)]) };
    case "unit":
    case "list":
    case "set":
    case "map":
    case "endpoint":
      return { kind: "constants", values: [value], index: i32(0) };
  }
}

/** The shape of what may be computed. */
export function shapeOf(value: Computed): Shape {
  switch (value.kind) {
    case "boolean": {
      const known = constantOf(value.code);
      return known === undefined ? booleanShape : known === 1 ? trueShape : falseShape;
    }
    case "integer":
      return interval(value.low, value.high);
    case "sum":
      return sumOf(value.cases.map(({ name, payload }) => ({ name, payload: payload.map(shapeOf) })));
    case "record":
      return recordOf(
        value.name,
        value.fields.map(([name, part]) => [name, shapeOf(part)]),
      );
    case "constants":
      return { kind: "constants", values: value.values };
    case "interned":
      return anyShape;
  }
}

/** Whether the sum is this case. */
export function isCase({ tag, cases }: ComputedSum, name: string): Code {
  const wanted = cases.find((one) => one.name === name);
  if (wanted === undefined) return no;
  return cases.length === 1 ? truth(true) : equal(tag, i32(wanted.tag));
}

/** Whether two values of one type are equal. @throws NotNative */
export function isEqual(left: Computed, right: Computed, tables: SideTables): Code {
  if (left.kind === "boolean" && right.kind === "boolean") return equal(left.code, right.code);
  if (left.kind === "integer" && right.kind === "integer") {
    if (left.high < right.low || right.high < left.low) return no;
    const type = typeOf(left) === "i64" || typeOf(right) === "i64" ? "i64" : "i32";
    return type === "i32" ? equal(left.code, right.code) : binary("eq", asType(left, type), asType(right, type), type);
  }
  if (left.kind === "sum" && right.kind === "sum")
    return left.cases.reduce<Code>((any, one) => {
      const other = right.cases.find(({ name }) => name === one.name);
      if (other === undefined) return any;
      const parts = one.payload.reduce<Code>((all, part, index) => both(all, isEqual(part, other.payload[index] ?? notNative("payload"), tables)), truth(true));
      return oneOf(any, both(both(isCase(left, one.name), isCase(right, one.name)), parts));
    }, no);
  if (left.kind === "record" && right.kind === "record")
    return left.fields.reduce<Code>((all, [, part], index) => both(all, isEqual(part, right.fields[index]?.[1] ?? notNative("a field"), tables)), truth(true));
  if (left.kind === "constants" && right.kind === "constants") {
    if (sameValues(left.values, right.values)) return left.values.length === 1 ? truth(true) : equal(left.index, right.index);
    return left.values.reduce<Code>((any, value, index) => {
      const other = right.values.findIndex((one) => equalValues(one, value));
      return other < 0 ? any : oneOf(any, both(atIndex(left, index), atIndex(right, other)));
    }, no);
  }
  if (left.kind === "interned" || right.kind === "interned") return equal(internedNumber(left, tables), internedNumber(right, tables));
  return notNative("a comparison of values that are written differently");
}

function atIndex({ values, index }: Extract<Computed, { kind: "constants" }>, wanted: number): Code {
  return values.length === 1 ? truth(true) : equal(index, i32(wanted));
}

/** Whether the lists have the same values at the same places. */
export function sameValues(left: readonly Value[], right: readonly Value[]): boolean {
  return left === right || (left.length === right.length && left.every((value, index) => equalValues(value, right[index] as Value)));
}

/** The number in the side table of a value that has one already, or that is one of a few constants. @throws NotNative */
export function internedNumber(value: Computed, tables: SideTables): Code {
  if (value.kind === "interned") return value.number;
  const only = knownValue(value);
  if (only !== undefined) return i32(tables.values.numberOf(only));
  if (value.kind !== "constants") return notNative("a value of few bits becomes one in a side table");
  return value.values.reduceRight<Code>((rest, one, index) => {
    const number = i32(tables.values.numberOf(one));
    return index === value.values.length - 1 ? number : choose(equal(value.index, i32(index)), number, rest);
  }, i32(0));
}

/** The value, if it is known. */
export function knownValue(value: Computed): Value | undefined {
  switch (value.kind) {
    case "boolean": {
      const known = constantOf(value.code);
      return known === undefined ? undefined : known === 1;
    }
    case "integer":
      return value.low === value.high ? value.low : undefined;
    case "sum": {
      const [only, ...more] = value.cases;
      if (only === undefined || more.length > 0) return undefined;
      const payload = only.payload.map(knownValue);
      return payload.every((part) => part !== undefined) ? { kind: "variant", name: only.name, payload } : undefined;
    }
    case "record": {
      const parts = value.fields.map(([name, part]) => [name, knownValue(part)] as const);
      const fields = parts.flatMap(([name, part]) => (part === undefined ? [] : [[name, part] as const]));
      return fields.length === parts.length ? { kind: "record", name: value.name, fields } : undefined;
    }
    case "constants":
      return value.values.length === 1 ? value.values[0] : undefined;
    case "interned":
      return undefined;
  }
}

/** One or the other value of one type. @throws NotNative */
export function merged(condition: Code, then: Computed, otherwise: Computed, tables: SideTables): Computed {
  const known = constantOf(condition);
  if (known !== undefined) return known === 0 ? otherwise : then;
  if (then === otherwise) return then;
  if (then.kind === "boolean" && otherwise.kind === "boolean") {
    const [a, b] = [constantOf(then.code), constantOf(otherwise.code)];
    if (a === 0 && b === 1) return { kind: "boolean", code: equal(condition, i32(0)) };
    return { kind: "boolean", code: choose(condition, then.code, otherwise.code) };
  }
  if (then.kind === "integer" && otherwise.kind === "integer") {
    const low = then.low < otherwise.low ? then.low : otherwise.low;
    const high = then.high > otherwise.high ? then.high : otherwise.high;
    const type = typeFor(low, high);
    return integer(choose(condition, asType(then, type), asType(otherwise, type), type), low, high);
  }
  if (then.kind === "sum" && otherwise.kind === "sum") return mergedSums(condition, then, otherwise, tables);
  if (then.kind === "record" && otherwise.kind === "record")
    return {
      kind: "record",
      name: then.name,
      fields: then.fields.map(([name, part], index) => [name, merged(condition, part, otherwise.fields[index]?.[1] ?? notNative("a field"), tables)]),
    };
  if (then.kind === "constants" && otherwise.kind === "constants") {
    const values = [...then.values, ...otherwise.values]
      .toSorted(compareValues)
      .filter((value, index, all) => index === 0 || !equalValues(all[index - 1] as Value, value));
    return { kind: "constants", values, index: choose(condition, reindexed(then, values), reindexed(otherwise, values)) };
  }
  return { kind: "interned", number: choose(condition, internedNumber(then, tables), internedNumber(otherwise, tables)) };
}

/** The index of the same value in another list; values that are not there do not come. */
export function reindexed({ values, index }: Extract<Computed, { kind: "constants" }>, into: readonly Value[]): Code {
  if (sameValues(values, into)) return index;
  const places = values.map((value) => into.findIndex((one) => equalValues(one, value)));
  const shift = places[0] ?? 0;
  if (places.every((place, at) => place === at + shift)) return add(index, i32(shift));
  const found = places.flatMap((place, at) => (place < 0 ? [] : [{ place, at }]));
  return found.reduceRight<Code>(
    (rest, { place, at }, position) => (position === found.length - 1 ? i32(place) : choose(equal(index, i32(at)), i32(place), rest)),
    i32(0),
  );
}

function mergedSums(condition: Code, then: ComputedSum, otherwise: ComputedSum, tables: SideTables): Computed {
  const names = [...new Set([...then.cases, ...otherwise.cases].map(({ name }) => name))].sort();
  const cases = names.map((name, tag) => {
    const [a, b] = [then.cases.find((one) => one.name === name), otherwise.cases.find((one) => one.name === name)];
    if (a === undefined || b === undefined) return { name, tag, payload: (a ?? b)?.payload ?? [] };
    return { name, tag, payload: a.payload.map((part, index) => merged(condition, part, b.payload[index] ?? notNative("payload"), tables)) };
  });
  const tagOf = (sum: ComputedSum): Code =>
    retagged(
      sum,
      sum.cases.map(({ name }) => names.indexOf(name)),
    );
  return { kind: "sum", tag: choose(condition, tagOf(then), tagOf(otherwise)), cases };
}

/** The tag of a sum under other numbers for its cases. */
export function retagged({ tag, cases }: ComputedSum, numbers: readonly number[]): Code {
  if (cases.length === 1) return i32(numbers[0] ?? 0);
  if (cases.every((one, index) => one.tag === numbers[index])) return tag;
  return cases.reduceRight<Code>((rest, one, index) => {
    const number = i32(numbers[index] ?? 0);
    return index === cases.length - 1 ? number : choose(equal(tag, i32(one.tag)), number, rest);
  }, i32(0));
}
