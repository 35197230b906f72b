/** The machine of each role as a transition system in SMT-LIB. */
export { roleSystems } from "./role-systems.ts";
export type { RoleSystem } from "./role-systems.ts";
