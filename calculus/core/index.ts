/** The calculus: choreographies, processes, values, and the model that a checked file denotes. */
export * from "./choreography.ts";
export { stop, prefix } from "./process.ts";
export type { Behaviour, Stop, Prefix, ReceiveBranch, Action, Alternative, AlternativeAction } from "./process.ts";
export type { Value } from "./value.ts";
export type * from "./model.ts";
export { globalEnd, viewOf } from "./global-type.ts";
export type { GlobalType, GlobalBranch, Protocol } from "./global-type.ts";
export type { LoopStep, RefinedProtocol, RefinedState, RefinedTransition } from "./refined-protocol.ts";
export type { SymbolicProtocol } from "./symbolic-protocol.ts";
export { localEnd } from "./local-type.ts";
export type { LocalType, LocalBranch } from "./local-type.ts";
export type { Context, LocalAction, LocalAutomaton, LocalEdge } from "./local-automaton.ts";
export type { Message, Sort } from "./message.ts";
export { instantiate } from "./instantiate.ts";
export { rolesOf, rolesOfTerm, ownRoles, levelRoles, union, isSubset } from "./roles.ts";
export type { RoleSet } from "./roles.ts";
export { spine } from "./spine.ts";
export { instructionsWithin, subterms } from "./subterms.ts";
export { concatenate, prepend, mapTerms, unfold, leavesOf, mapLeaves } from "./sequence.ts";
export type { Loop } from "./sequence.ts";
export {
  alternativeAsBehaviour,
  concatenateBehaviours,
  distribute,
  receiving,
  senderOf,
  sendersOf,
  mapParts,
  replaceContinue,
  exposeHead,
} from "./behaviour.ts";
export type { ProcessLoop, Receive } from "./behaviour.ts";
export { hasJump, headJumps, jumpsOf } from "./jumps.ts";
export type { Jump } from "./jumps.ts";
export { fifo, networkWords, readNetwork } from "./network-architecture.ts";
export type { NetworkArchitecture, NetworkReading } from "./network-architecture.ts";
export { isOfReplay } from "./fault-model.ts";
export type { FaultClause, FaultModel, RuntimeFault } from "./fault-model.ts";
export { replaySwitches } from "./replay-switches.ts";
export type { ReplaySwitch } from "./replay-switches.ts";
export { choreographiesOf, isMadeName, numberedText, placeText, procedureText } from "./made-names.ts";
export type { RuntimeDefinition, TransactionDefinition, TransactionEffect } from "./transaction.ts";
