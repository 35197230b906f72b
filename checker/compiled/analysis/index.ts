/** What the variables and messages of a machine may hold. */
export { analyse } from "./analyse.ts";
export type { Analysis } from "./analyse.ts";
export type { MessageKind } from "./message-kinds.ts";
export { keyOfMessage } from "./transfer.ts";
export { typedMachine } from "./typed-machine.ts";
export type { MaybeTerm, TypedCase, TypedCommand, TypedDomain, TypedGuard, TypedMachine, TypedUpdate } from "./typed-machine.ts";
export { divided, multiplied, negated, remainder } from "./interval-arithmetic.ts";
export { join, shapeOfValue } from "./shape.ts";
export type { Shape } from "./shape.ts";
