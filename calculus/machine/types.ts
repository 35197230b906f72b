/** Types of variables and terms: closed, without refinements (nothing keeps a variable inside one after `any`), names of aliases expanded. */
import { assertNever } from "../assert-never.ts";
import type { Definitions, Value } from "../core/index.ts";
import { nowhere } from "../diagnostics/index.ts";
import type { Type } from "../syntax/index.ts";
import { baseTypes } from "../typing/index.ts";
import { boolType, collectionType, intType, joinTypes, mapType, stringType, unitType, unknownType } from "../values/index.ts";

/** The type of what holds the end of a further session. No text can name it. */
export const endType: Type = namedType("'end");

/** Whether the type is that of ends of further sessions. */
export function isEndType(type: Type): boolean {
  return type.kind === "named" && type.name.text === "'end";
}

const bases = new WeakMap<Definitions, (type: Type) => Type>();

/** A type without refinements, with names of aliases expanded. */
export function baseTypeOf(type: Type, definitions: Definitions): Type {
  let base = bases.get(definitions);
  if (base === undefined) bases.set(definitions, (base = baseTypes(definitions)));
  return base(type);
}

/** The type with what it leaves open filled in from another one, where they agree. */
export function fill(type: Type, from: Type): Type {
  return joinTypes(type, from) ?? type;
}

/** The enum or record with this name. */
export function namedType(text: string): Type {
  return { kind: "named", name: { text, span: nowhere }, span: nowhere };
}

/** The type of a value, as far as the value tells. Linear in the value. */
export function typeOfValue(value: Value, definitions: Definitions): Type {
  if (typeof value === "boolean") return boolType;
  if (typeof value === "bigint") return intType;
  if (typeof value === "string") return stringType;
  const common = (values: readonly Value[]): Type => values.reduce<Type>((type, each) => fill(type, typeOfValue(each, definitions)), unknownType);
  switch (value.kind) {
    case "unit":
      return unitType;
    case "variant": {
      const owner = definitions.constructors.get(value.name);
      return owner === undefined ? collectionType("option", common(value.payload)) : namedType(owner.name);
    }
    case "record":
      return namedType(value.name);
    case "list":
    case "set":
      return collectionType(value.kind, common(value.items));
    case "map":
      return mapType(common(value.entries.map(([key]) => key)), common(value.entries.map(([, item]) => item)));
    case "endpoint":
      return endType;
    default:
      return assertNever(value);
  }
}
