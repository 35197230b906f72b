/** Inferred types of the locals of a procedure, by role and name. */
import type { Type } from "../syntax/index.ts";
import { isUnknown } from "../values/index.ts";
import type { RoleScope } from "./role-scope.ts";

export type LocalTypes = ReadonlyMap<string, ReadonlyMap<string, Type>>;

/** Returns the types that the locals have now. */
export function typesOfLocals(scopes: ReadonlyMap<string, RoleScope>): LocalTypes {
  return new Map([...scopes].map(([role, scope]) => [role, new Map([...scope.locals].map(([name, local]) => [name, local.type]))]));
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
