/** The calculus: choreographies, processes, values, and the model that a checked file denotes. */
export * from "./choreography.ts";
export { stop, prefix } from "./process.ts";
export type { Behaviour, Stop, Prefix, ReceiveBranch, Action } from "./process.ts";
export type { Value } from "./value.ts";
export type * from "./model.ts";
export { instantiate } from "./instantiate.ts";
