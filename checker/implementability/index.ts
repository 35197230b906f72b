/** Implementability: verdicts on protocols, and on choreographies as protocols (docs/implementability.md). */
export { implementabilityItem } from "./items.ts";
export type { ImplementabilityItem } from "./items.ts";
export { definitionOfItem, itemText } from "./items.ts";
export { exploreNetwork } from "./judge-network.ts";
export type { NetworkItem } from "./judge-network.ts";
export { coherenceTheorem, judgeProtocol, judgeSubject } from "./judge.ts";
export { choreographySubject, protocolSubject, subjectOf } from "./subject.ts";
export type { ImplementabilitySubject } from "./subject.ts";
export { describeRuns, describeTrace } from "../automata/describe.ts";
