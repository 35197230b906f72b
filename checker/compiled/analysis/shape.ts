/**
 * Shapes: finite descriptions of sets of values, the abstract domain of the analysis. Integers are intervals, enums, options and records are described
 * part by part, everything else is a few constants or anything. Cousot and Cousot, Abstract interpretation, POPL 1977.
 */
import type { Value } from "../../../calculus/core/index.ts";
import { compareValues, equalValues } from "../../../calculus/values/index.ts";

export type Shape =
  /** No value at all. */
  | { readonly kind: "none" }
  | { readonly kind: "boolean"; readonly mayBeFalse: boolean; readonly mayBeTrue: boolean }
  /** A bound that is absent is none. */
  | { readonly kind: "integer"; readonly low: bigint | undefined; readonly high: bigint | undefined }
  /** Constructors of an enum, or `some` and `none`; sorted by name. */
  | { readonly kind: "sum"; readonly cases: readonly SumCase[] }
  | { readonly kind: "record"; readonly name: string; readonly fields: readonly (readonly [string, Shape])[] }
  /** Some of these: strings, lists, sets, maps, session ends or the unit value. Sorted, at most `maximumConstants`. */
  | { readonly kind: "constants"; readonly values: readonly Value[] }
  | { readonly kind: "any" };

export interface SumCase {
  readonly name: string;
  readonly payload: readonly Shape[];
}

export type IntegerShape = Extract<Shape, { kind: "integer" }>;
export type BooleanShape = Extract<Shape, { kind: "boolean" }>;
export type SumShape = Extract<Shape, { kind: "sum" }>;
export type RecordShape = Extract<Shape, { kind: "record" }>;

/** What a term may be. */
export interface TermShape {
  /** Where it has a value. */
  readonly shape: Shape;
  /** It may be undefined, meet a limit or need an answer. */
  readonly mayFail: boolean;
}

/** Beyond so many constants a variable may hold anything. */
export const maximumConstants = 32;
/** Shapes nest at most this deep; what is below is anything. */
const maximumNesting = 4;
/** A string, or what a list has in all, beyond this is not kept as a constant. */
const maximumConstantSize = 256;

export const noShape: Shape = { kind: "none" };
export const anyShape: Shape = { kind: "any" };
export const falseShape: BooleanShape = { kind: "boolean", mayBeFalse: true, mayBeTrue: false };
export const trueShape: BooleanShape = { kind: "boolean", mayBeFalse: false, mayBeTrue: true };
export const booleanShape: BooleanShape = { kind: "boolean", mayBeFalse: true, mayBeTrue: true };
export const integerShape: IntegerShape = { kind: "integer", low: undefined, high: undefined };

/** {low, …, high}; none where that is empty. */
export function interval(low: bigint | undefined, high: bigint | undefined): Shape {
  return low !== undefined && high !== undefined && low > high ? noShape : { kind: "integer", low, high };
}

/** The booleans that may be; none where neither may. */
export function booleans(mayBeFalse: boolean, mayBeTrue: boolean): Shape {
  return mayBeFalse ? (mayBeTrue ? booleanShape : falseShape) : mayBeTrue ? trueShape : noShape;
}

/** A sum of these cases, without those that have no values. */
export function sumOf(cases: readonly SumCase[]): Shape {
  const inhabited = cases.filter(({ payload }) => payload.every(({ kind }) => kind !== "none"));
  if (inhabited.length === 0) return noShape;
  return { kind: "sum", cases: inhabited.toSorted((left, right) => (left.name < right.name ? -1 : 1)) };
}

/** A record of these fields, in the order of its declaration. */
export function recordOf(name: string, fields: readonly (readonly [string, Shape])[]): Shape {
  return fields.some(([, shape]) => shape.kind === "none") ? noShape : { kind: "record", name, fields };
}

function constants(values: readonly Value[]): Shape {
  return values.length === 0 ? noShape : values.length > maximumConstants ? anyShape : { kind: "constants", values };
}

/** Exactly this value. Linear in it. */
export function shapeOfValue(value: Value, nesting = 0): Shape {
  if (nesting > maximumNesting) return anyShape;
  switch (typeof value) {
    case "boolean":
      return value ? trueShape : falseShape;
    case "bigint":
      return interval(value, value);
    case "string":
      return value.length > maximumConstantSize ? anyShape : constants([value]);
    default:
      break;
  }
  switch (value.kind) {
    case "variant":
      return sumOf([{ name: value.name, payload: value.payload.map((part) => shapeOfValue(part, nesting + 1)) }]);
    case "record":
      return recordOf(
        value.name,
        value.fields.map(([name, part]) => [name, shapeOfValue(part, nesting + 1)]),
      );
    case "unit":
    case "endpoint":
      return constants([value]);
    case "list":
    case "set":
      return value.items.length > maximumConstantSize ? anyShape : constants([value]);
    case "map":
      return value.entries.length > maximumConstantSize ? anyShape : constants([value]);
  }
}

function lowest(left: bigint | undefined, right: bigint | undefined): bigint | undefined {
  return left === undefined || right === undefined ? undefined : left < right ? left : right;
}

function highest(left: bigint | undefined, right: bigint | undefined): bigint | undefined {
  return left === undefined || right === undefined ? undefined : left > right ? left : right;
}

function mergedConstants(left: readonly Value[], right: readonly Value[]): readonly Value[] {
  const all = [...left, ...right].toSorted(compareValues);
  return all.filter((value, index) => index === 0 || !equalValues(all[index - 1] as Value, value));
}

/** The least shape that has the values of both; the left one itself where it has them all. */
export function join(left: Shape, right: Shape, nesting = 0): Shape {
  if (left === right || right.kind === "none" || left.kind === "any") return left;
  if (left.kind === "none" || right.kind === "any") return right;
  if (nesting > maximumNesting) return anyShape;
  if (left.kind === "boolean" && right.kind === "boolean")
    return (right.mayBeFalse && !left.mayBeFalse) || (right.mayBeTrue && !left.mayBeTrue) ? booleanShape : left;
  if (left.kind === "integer" && right.kind === "integer") {
    const low = lowest(left.low, right.low);
    const high = highest(left.high, right.high);
    return low === left.low && high === left.high ? left : { kind: "integer", low, high };
  }
  if (left.kind === "constants" && right.kind === "constants") {
    const values = mergedConstants(left.values, right.values);
    return values.length === left.values.length ? left : constants(values);
  }
  if (left.kind === "sum" && right.kind === "sum") return joinSums(left, right, nesting);
  if (left.kind === "record" && right.kind === "record" && left.name === right.name) {
    const fields = left.fields.map(([name, shape], index): readonly [string, Shape] => [name, join(shape, right.fields[index]?.[1] ?? anyShape, nesting + 1)]);
    return fields.every(([, shape], index) => shape === left.fields[index]?.[1]) ? left : { ...left, fields };
  }
  return anyShape;
}

function joinSums(left: SumShape, right: SumShape, nesting: number): Shape {
  const cases = new Map(left.cases.map((one) => [one.name, one]));
  let isLeft = true;
  for (const one of right.cases) {
    const before = cases.get(one.name);
    const payload = before === undefined ? one.payload : before.payload.map((shape, index) => join(shape, one.payload[index] ?? anyShape, nesting + 1));
    if (before !== undefined && payload.every((shape, index) => shape === before.payload[index])) continue;
    isLeft = false;
    cases.set(one.name, { name: one.name, payload });
  }
  return isLeft ? left : sumOf([...cases.values()]);
}

/** A shape that has the values that both have, and perhaps more. The left one itself where it is not smaller. */
export function meet(left: Shape, right: Shape): Shape {
  if (left === right || right.kind === "any" || left.kind === "none") return left;
  if (left.kind === "any" || right.kind === "none") return right;
  if (left.kind !== right.kind) return noShape;
  if (left.kind === "boolean" && right.kind === "boolean") return booleans(left.mayBeFalse && right.mayBeFalse, left.mayBeTrue && right.mayBeTrue);
  if (left.kind === "integer" && right.kind === "integer") {
    const low = left.low === undefined || (right.low !== undefined && right.low > left.low) ? right.low : left.low;
    const high = left.high === undefined || (right.high !== undefined && right.high < left.high) ? right.high : left.high;
    return low === left.low && high === left.high ? left : interval(low, high);
  }
  if (left.kind === "constants" && right.kind === "constants") {
    const values = left.values.filter((value) => right.values.some((other) => equalValues(value, other)));
    return values.length === left.values.length ? left : constants(values);
  }
  if (left.kind === "sum" && right.kind === "sum") return meetSums(left, right);
  if (left.kind === "record" && right.kind === "record") {
    if (left.name !== right.name) return noShape;
    const fields = left.fields.map(([name, shape], index): readonly [string, Shape] => [name, meet(shape, right.fields[index]?.[1] ?? anyShape)]);
    return fields.every(([, shape], index) => shape === left.fields[index]?.[1]) ? left : recordOf(left.name, fields);
  }
  return left;
}

function meetSums(left: SumShape, right: SumShape): Shape {
  const cases: SumCase[] = [];
  let isLeft = true;
  for (const one of left.cases) {
    const other = right.cases.find(({ name }) => name === one.name);
    const payload = other === undefined ? undefined : one.payload.map((shape, index) => meet(shape, other.payload[index] ?? anyShape));
    if (payload?.every((shape, index) => shape === one.payload[index]) === true) {
      cases.push(one);
      continue;
    }
    isLeft = false;
    if (payload?.every(({ kind }) => kind !== "none") === true) cases.push({ name: one.name, payload });
  }
  if (isLeft) return left;
  return cases.length === 0 ? noShape : { kind: "sum", cases };
}

/** Whether the shapes have the same values. Linear. */
export function isSameShape(left: Shape, right: Shape): boolean {
  return left === right || (join(left, right) === left && join(right, left) === right);
}

/** Whether the value is one of the shape's. Linear in the value. */
export function isWithin(value: Value, shape: Shape): boolean {
  switch (shape.kind) {
    case "none":
      return false;
    case "any":
      return true;
    case "boolean":
      return value === true ? shape.mayBeTrue : value === false && shape.mayBeFalse;
    case "integer":
      return typeof value === "bigint" && (shape.low === undefined || value >= shape.low) && (shape.high === undefined || value <= shape.high);
    case "constants":
      return shape.values.some((one) => equalValues(one, value));
    case "sum": {
      if (typeof value !== "object" || value.kind !== "variant") return false;
      const one = shape.cases.find(({ name }) => name === value.name);
      return one !== undefined && value.payload.every((part, index) => isWithin(part, one.payload[index] ?? noShape));
    }
    case "record":
      return (
        typeof value === "object" && value.kind === "record" && value.fields.every(([, part], index) => isWithin(part, shape.fields[index]?.[1] ?? noShape))
      );
  }
}
