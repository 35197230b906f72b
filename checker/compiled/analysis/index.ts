/** What the variables and messages of a machine may hold. */
export { analyse } from "./analyse.ts";
export type { Analysis } from "./analyse.ts";
export { typedMachine } from "./typed-machine.ts";
export type { TypedMachine } from "./typed-machine.ts";
