/** Inferred types of the locals of a procedure, by role and name. */
import type { Type } from "../syntax/index.ts";
import type { RoleScope } from "./role-scope.ts";

export type LocalTypes = ReadonlyMap<string, ReadonlyMap<string, Type>>;

/** Returns the types that the locals have now. */
export function typesOfLocals(scopes: ReadonlyMap<string, RoleScope>): LocalTypes {
  return new Map([...scopes].map(([role, scope]) => [role, new Map([...scope.locals].map(([name, local]) => [name, local.type]))]));
}
