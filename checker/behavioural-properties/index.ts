/** Behavioural properties of communicating automata: safe, deadlock-free, terminating, live and stronger (docs/behavioural-properties.md). */
export { behaviourItem, behaviourNetworks, behaviourProperties, fairnessAssumptions } from "./items.ts";
export type { BehaviourAssumptions, BehaviourItem, BehaviourNetwork, Fairness } from "./items.ts";
export { judgeBehaviour } from "./judge.ts";
export type { BehaviourControl } from "./judge.ts";
export { byCompatibility } from "./by-compatibility.ts";
export { evidenceAgainst } from "./decide.ts";
export type { BehaviourEvidence, NamedConfiguration } from "./evidence.ts";
export { usualLiveness } from "./liveness.ts";
export type { LivenessParts } from "./liveness.ts";
export { initialConfiguration, keyOf, movesOf, namedNetwork } from "./named-network.ts";
export { recheckEvidence } from "./recheck.ts";
export { stepGraph } from "./step-graph.ts";
export type { StepGraph } from "./step-graph.ts";
