/** Canonical texts of types without their source places, refinements included: equal keys exactly for types that are written alike. */
import { assertNever } from "../assert-never.ts";
import type { Type } from "../syntax/index.ts";
import { expressionKey } from "./expression-key.ts";

/** A text that determines the type up to spans. Linear in the type. */
export function typeKey(type: Type): string {
  switch (type.kind) {
    case "primitive":
      return type.name;
    case "named":
      return type.name.text; // the names of primitive types are reserved, so it is none of them
    case "list":
    case "set":
    case "option":
      return `${type.kind}<${typeKey(type.element)}>`;
    case "map":
      return `map<${typeKey(type.key)},${typeKey(type.value)}>`;
    case "refined":
      return `(${typeKey(type.base)} where ${expressionKey(type.predicate)})`;
    default:
      return assertNever(type);
  }
}
