/** Protocols: automata of global and local types, projection, implementability. */
export type { GlobalAutomaton, GlobalEdge, LocalAction, LocalAutomaton, LocalEdge } from "./automata.ts";
