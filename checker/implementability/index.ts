/** Implementability: verdicts on protocols, and on choreographies as protocols (docs/implementability.md). */
export { implementabilityItem, itemText, networkItems, protocolItems, roleItems } from "./items.ts";
export type { ImplementabilityItem } from "./items.ts";
export { judgeProtocol, judgeSubject } from "./judge.ts";
export { choreographySubject, protocolSubject, subjectOf } from "./subject.ts";
export type { ImplementabilitySubject, LocalAutomata } from "./subject.ts";
export { describeRuns, describeTrace } from "./describe.ts";
export { automataNetwork } from "./automata-network.ts";
export type { AutomataNetwork } from "./automata-network.ts";
export { exploreAutomata } from "./explore-automata.ts";
export type { NetworkExploration, NetworkFault, NetworkLimits } from "./explore-automata.ts";
export { replayNetworkRun } from "./replay-network-run.ts";
