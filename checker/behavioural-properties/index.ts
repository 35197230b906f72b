/** Behavioural properties of communicating automata: safe, deadlock-free, terminating, live and stronger (docs/behavioural-properties.md). */
export { behaviourItem, behaviourNetworks, behaviourProperties, definitionOfBehaviour, fairnessAssumptions } from "./items.ts";
export type { BehaviourAssumptions, BehaviourItem, BehaviourNetwork, Fairness } from "./items.ts";
export { judgeBehaviour } from "./judge.ts";
export type { BehaviourControl } from "./judge.ts";
