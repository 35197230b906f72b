/** Values of payloads as integers: what of a type refinements can be asked about, and back again. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Definitions, Value } from "../../calculus/core/index.ts";
import type { DataCondition, DataTerm, Expression, Type } from "../../calculus/syntax/index.ts";
import { makeList, makeMap, makeSet, none, unitValue } from "../../calculus/values/index.ts";

/** Thrown where something has no encoding; caught where the verdict is made. */
export class Unencodable extends Error {}

/** A type as scalars. Strings are numbers, equal ones equal numbers; nothing but equality can be asked of them. */
export type Shape =
  | { readonly kind: "int" }
  | { readonly kind: "bool" }
  | { readonly kind: "string" }
  | { readonly kind: "unit" }
  /** Constructors without payload, by their place. */
  | { readonly kind: "enum"; readonly name: string; readonly constructors: readonly string[] }
  | {
      readonly kind: "record";
      readonly name: string;
      readonly fields: readonly { readonly name: string; readonly shape: Shape; readonly predicates: readonly Expression[] }[];
    }
  /** Some value is the only one that is looked at, and none of it may be spoken of. */
  | { readonly kind: "opaque"; readonly of: string; readonly some: Value };

/** A type with the predicates of its refinements, outermost last; those of fields are in the shape. */
export interface Refined {
  readonly shape: Shape;
  readonly predicates: readonly Expression[];
}

/** The shape of a type, in which every declared name is looked into. @throws Unencodable where a type has no value that is known */
export function shapeOf(type: Type, definitions: Definitions): Refined {
  switch (type.kind) {
    case "primitive":
      return { shape: { kind: type.name }, predicates: [] };
    case "refined": {
      const { shape, predicates } = shapeOf(type.base, definitions);
      return { shape, predicates: [...predicates, type.predicate] };
    }
    case "list":
      return opaque("a list", makeList([]));
    case "set":
      return opaque("a set", makeSet([]));
    case "map":
      return opaque("a map", makeMap([]));
    case "option":
      return opaque("an option", none);
    case "named":
      return named(type.name.text, definitions);
    default:
      return assertNever(type);
  }
}

function opaque(of: string, some: Value): Refined {
  return { shape: { kind: "opaque", of, some }, predicates: [] };
}

function named(name: string, definitions: Definitions): Refined {
  const meant = definitions.types.get(name);
  if (meant !== undefined) return shapeOf(meant, definitions);
  const record = definitions.records.get(name);
  if (record !== undefined) {
    const fields = record.fields.map((field) => ({ name: field.name, ...shapeOf(field.type, definitions) }));
    return { shape: { kind: "record", name, fields }, predicates: [] };
  }
  const constructors = definitions.enums.get(name)?.constructors ?? [];
  if (constructors.length > 0 && constructors.every(({ payload }) => payload.length === 0))
    return { shape: { kind: "enum", name, constructors: constructors.map((each) => each.name) }, predicates: [] };
  const simple = constructors.find(({ payload }) => payload.length === 0);
  if (simple === undefined) throw new Unencodable(`values of ${name} have no encoding`);
  return opaque(`of type ${name}`, { kind: "variant", name: simple.name, payload: [] });
}

/** A scalar of a shape: its place in it, and the shape. */
export interface Leaf {
  readonly path: string;
  readonly shape: Extract<Shape, { kind: "int" | "bool" | "string" | "enum" }>;
}

/** The scalars of a shape, in order. */
export function leavesOf(shape: Shape, path = ""): readonly Leaf[] {
  switch (shape.kind) {
    case "unit":
    case "opaque":
      return [];
    case "record":
      return shape.fields.flatMap((field) => leavesOf(field.shape, `${path}.${field.name}`));
    default:
      return [{ path, shape }];
  }
}

/** Which integers stand for a value of the scalar. */
export function rangeOf({ shape }: Leaf, term: DataTerm): DataCondition {
  const most = shape.kind === "bool" ? 1n : shape.kind === "enum" ? BigInt(shape.constructors.length - 1) : undefined;
  // Says nothing but that there is some value.
  if (most === undefined) return { kind: "comparison", operator: "=", left: term, right: term };
  const bound = (operator: "<=" | ">=", value: bigint): DataCondition => ({ kind: "comparison", operator, left: term, right: { kind: "integer", value } });
  return { kind: "and", left: bound(">=", 0n), right: bound("<=", most) };
}

/** The value that integers stand for; a scalar that nobody speaks of has its first value. */
export function valueOf(shape: Shape, numberAt: (path: string) => bigint | undefined, text: (code: bigint) => string, path = ""): Value {
  switch (shape.kind) {
    case "unit":
      return unitValue;
    case "opaque":
      return shape.some;
    case "record":
      return {
        ...{ kind: "record", name: shape.name },
        fields: shape.fields.map((field) => [field.name, valueOf(field.shape, numberAt, text, `${path}.${field.name}`)] as const),
      };
    case "int":
      return numberAt(path) ?? 0n;
    case "bool":
      return numberAt(path) === 1n;
    case "string":
      return text(numberAt(path) ?? 0n);
    case "enum": {
      const name = shape.constructors[Number(numberAt(path) ?? 0n)];
      if (name === undefined) throw new Error(`no constructor of ${shape.name} has this number`);
      return { kind: "variant", name, payload: [] };
    }
    default:
      return assertNever(shape);
  }
}
