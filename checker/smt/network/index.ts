/** Networks of several processes, encoded for solvers: every interleaving, queues as slots, faults; bounded model checking and k-induction (docs/smt.md). */
export { surveyNetworkSymbolically } from "./network-survey.ts";
export type { NetworkAnswer } from "./network-survey.ts";
export { usualParts } from "./parts.ts";
export type { NetworkParts } from "./parts.ts";
