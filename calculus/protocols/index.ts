/** Protocols: automata of global and local types, projection, implementability. */
export type { GlobalAutomaton, GlobalEdge, LocalAction, LocalAutomaton, LocalEdge } from "./automata.ts";
export { controlGraph, controlGraphLimit } from "./control-graph.ts";
export type { ControlAction, ControlChoice, ControlEdge, ControlGraph, ControlGraphResult } from "./control-graph.ts";
