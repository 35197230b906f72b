/** Networks of communicating automata: their form as numbers, their configurations, runs and the independent replay of runs. */
export { automataNetwork } from "./automata-network.ts";
export type { AutomataNetwork, NetworkEdge } from "./automata-network.ts";
export { exploreAutomata } from "./explore-automata.ts";
export type { NetworkExploration, NetworkFault, NetworkLimits } from "./explore-automata.ts";
export type { CommunicatingSystem } from "./communicating-system.ts";
export { describeTrace } from "./describe.ts";
export { goesOn } from "./may-be-over.ts";
export { describeConfiguration, isSameConfiguration, walkNetworkRun } from "./walk-network-run.ts";
export type { Walk, WalkedConfiguration } from "./walk-network-run.ts";
