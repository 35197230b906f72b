/** Types up to their source places: equality, and the least common type of values whose elements are not known yet. */
import { nowhere } from "../diagnostics/index.ts";
import type { Type } from "../syntax/index.ts";

const primitive = (name: "bool" | "int" | "string" | "unit"): Type => ({ kind: "primitive", name, span: nowhere });

export const boolType: Type = primitive("bool");
export const intType: Type = primitive("int");
export const stringType: Type = primitive("string");
export const unitType: Type = primitive("unit");

/** The type of the elements of `[]`, `set[]`, `map[]` and `none`: agrees with every type. Not writable: `_` is no name. */
export const unknownType: Type = { kind: "named", name: { text: "_", span: nowhere }, span: nowhere };

/** Whether the type is the placeholder of an element type that nothing determines. */
export function isUnknown(type: Type): boolean {
  return type.kind === "named" && type.name.text === "_";
}

/** list<element>, set<element> or option<element> */
export function collectionType(kind: "list" | "set" | "option", element: Type): Type {
  return { kind, element, span: nowhere };
}

/** map<key, value> */
export function mapType(key: Type, value: Type): Type {
  return { kind: "map", key, value, span: nowhere };
}

/**
 * The type that both stand for, with what is unknown in one filled in from the other; undefined if they differ.
 * Spans are ignored. Names of declared types are names: who asks expands them first. Refinements count as their base.
 */
export function joinTypes(left: Type, right: Type): Type | undefined {
  if (left.kind === "refined") return joinTypes(left.base, right);
  if (right.kind === "refined") return joinTypes(left, right.base);
  if (isUnknown(left)) return right;
  if (isUnknown(right)) return left;
  switch (left.kind) {
    case "primitive":
      return right.kind === "primitive" && left.name === right.name ? left : undefined;
    case "named":
      return right.kind === "named" && left.name.text === right.name.text ? left : undefined;
    case "list":
    case "set":
    case "option": {
      const element = right.kind === left.kind ? joinTypes(left.element, right.element) : undefined;
      return element === undefined ? undefined : { ...left, element };
    }
    case "map": {
      if (right.kind !== "map") return undefined;
      const key = joinTypes(left.key, right.key);
      const value = joinTypes(left.value, right.value);
      return key === undefined || value === undefined ? undefined : { ...left, key, value };
    }
  }
}

/** The type in concrete syntax without its refinements, as diagnostics name it: `map<string, list<int>>`; `?` for the unknown type. */
export function describeType(type: Type): string {
  switch (type.kind) {
    case "primitive":
      return type.name;
    case "named":
      return isUnknown(type) ? "?" : type.name.text;
    case "list":
    case "set":
    case "option":
      return `${type.kind}<${describeType(type.element)}>`;
    case "map":
      return `map<${describeType(type.key)}, ${describeType(type.value)}>`;
    case "refined":
      return describeType(type.base);
  }
}

/** Whether some part of the type is undetermined. */
export function hasUnknownPart(type: Type): boolean {
  switch (type.kind) {
    case "primitive":
      return false;
    case "named":
      return isUnknown(type);
    case "list":
    case "set":
    case "option":
      return hasUnknownPart(type.element);
    case "map":
      return hasUnknownPart(type.key) || hasUnknownPart(type.value);
    case "refined":
      return hasUnknownPart(type.base);
  }
}
