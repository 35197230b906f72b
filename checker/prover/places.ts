/** How the variables of several roles are named in one store. */
import type { Role, Variable } from "../../calculus/core/index.ts";

/** A variable within a stage: `Shop.stock`, or `n` where there is no role, in functions. */
export type OwnPlace = string;

/** The variable's name in the store of a stage. */
export function ownPlace(role: Role, variable: Variable): OwnPlace {
  return role === "" ? variable : `${role}.${variable}`;
}
