/** The calculus: choreographies, processes, values, and the model that a checked file denotes. */
export * from "./choreography.ts";
export { stop, prefix } from "./process.ts";
export type { Behaviour, Stop, Prefix, ReceiveBranch, Action } from "./process.ts";
export type { Value } from "./value.ts";
export type * from "./model.ts";
export { instantiate } from "./instantiate.ts";
export { rolesOf, rolesOfTerm, ownRoles, levelRoles, union, isSubset } from "./roles.ts";
export type { RoleSet } from "./roles.ts";
export { spine } from "./spine.ts";
export { concatenate, prepend, instructionsOf, mapTerms, unfold, leavesOf, mapLeaves } from "./sequence.ts";
export type { Loop } from "./sequence.ts";
export { concatenateBehaviours, distribute, receiving, mapParts, replaceContinue, exposeHead } from "./behaviour.ts";
export type { ProcessLoop, Receive } from "./behaviour.ts";
export { hasJump, headJumps, jumpsOf } from "./jumps.ts";
export type { Jump } from "./jumps.ts";
