/** Base types: what evaluation can tell apart. Refinements are dropped here; whether values meet them is a proof obligation. */
import { assertNever } from "../assert-never.ts";
import type { Definitions } from "../core/index.ts";
import type { Type } from "../syntax/index.ts";
import { unknownType } from "../values/index.ts";

/** Returns the base-type function of a set of definitions. An undeclared or recursive name is the unknown type, so that it is reported once. */
export function baseTypes(definitions: Definitions): (type: Type) => Type {
  const declared = new Map<string, Type>();
  const known = new WeakMap<Type, Type>();

  function base(type: Type): Type {
    const before = known.get(type);
    if (before !== undefined) return before;
    const result = compute(type);
    known.set(type, result);
    return result;
  }

  function compute(type: Type): Type {
    switch (type.kind) {
      case "primitive":
        return type;
      case "named":
        return named(type);
      case "list":
      case "set":
      case "option":
        return { ...type, element: base(type.element) };
      case "map":
        return { ...type, key: base(type.key), value: base(type.value) };
      case "refined":
        return base(type.base);
      default:
        return assertNever(type);
    }
  }

  function named(type: Extract<Type, { kind: "named" }>): Type {
    const name = type.name.text;
    if (definitions.enums.has(name) || definitions.records.has(name)) return type;
    const before = declared.get(name);
    if (before !== undefined) return before;
    const alias = definitions.types.get(name);
    declared.set(name, unknownType);
    const result = alias === undefined ? unknownType : base(alias);
    declared.set(name, result);
    return result;
  }

  return base;
}
