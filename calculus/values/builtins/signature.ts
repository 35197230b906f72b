/** Signatures of built-in functions: types with variables, matched against the types of the arguments. */
import type { Value } from "../../core/index.ts";
import type { Type } from "../../syntax/index.ts";
import { collectionType, describeType, isUnknown, joinTypes, mapType, unknownType } from "../types.ts";
import type { NoValue } from "../size.ts";
import { nowhere } from "../../diagnostics/index.ts";

/** One way to apply a built-in. Type variables are written as the undeclarable names `'t`, `'k`, `'v`. */
export interface Signature {
  readonly parameters: readonly Type[];
  readonly result: Type;
}

/** A built-in function: how it may be applied, and what it does to values of those types. */
export interface Builtin {
  readonly name: string;
  readonly signatures: readonly Signature[];
  readonly apply: (values: readonly Value[]) => Value | NoValue;
}

const variable = (name: string): Type => ({ kind: "named", name: { text: name, span: nowhere }, span: nowhere });

export const t: Type = variable("'t");
export const k: Type = variable("'k");
export const v: Type = variable("'v");
export const list = (element: Type): Type => collectionType("list", element);
export const set = (element: Type): Type => collectionType("set", element);
export const option = (element: Type): Type => collectionType("option", element);
export const map: (key: Type, value: Type) => Type = mapType;

/** (parameters) -> result */
export function signature(parameters: readonly Type[], result: Type): Signature {
  return { parameters, result };
}

type Substitution = Map<string, Type>;

function substitute(type: Type, bound: Substitution): Type {
  switch (type.kind) {
    case "primitive":
      return type;
    case "named":
      return type.name.text.startsWith("'") ? (bound.get(type.name.text) ?? unknownType) : type;
    case "list":
    case "set":
    case "option":
      return { ...type, element: substitute(type.element, bound) };
    case "map":
      return { ...type, key: substitute(type.key, bound), value: substitute(type.value, bound) };
    case "refined":
      return substitute(type.base, bound);
  }
}

/** Whether the argument fits the parameter, extending `bound`. */
function fits(parameter: Type, argument: Type, bound: Substitution): boolean {
  if (argument.kind === "refined") return fits(parameter, argument.base, bound);
  if (parameter.kind === "named" && parameter.name.text.startsWith("'")) {
    const joined = joinTypes(bound.get(parameter.name.text) ?? unknownType, argument);
    if (joined !== undefined) bound.set(parameter.name.text, joined);
    return joined !== undefined;
  }
  if (isUnknown(argument)) return true;
  switch (parameter.kind) {
    case "list":
    case "set":
    case "option":
      return argument.kind === parameter.kind && fits(parameter.element, argument.element, bound);
    case "map":
      return argument.kind === "map" && fits(parameter.key, argument.key, bound) && fits(parameter.value, argument.value, bound);
    default:
      return joinTypes(parameter, argument) !== undefined;
  }
}

/** The result type of a signature for these argument types, or undefined if they do not fit. */
export function applySignature(candidate: Signature, argumentTypes: readonly Type[]): Type | undefined {
  if (candidate.parameters.length !== argumentTypes.length) return undefined;
  const bound: Substitution = new Map();
  const fitting = candidate.parameters.every((parameter, index) => fits(parameter, argumentTypes[index] ?? unknownType, bound));
  return fitting ? substitute(candidate.result, bound) : undefined;
}

/** `(list<t>, t)` */
export function describeParameters(candidate: Signature): string {
  return `(${candidate.parameters.map((parameter) => describeType(parameter).replaceAll("'", "")).join(", ")})`;
}
