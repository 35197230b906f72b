/** Explicit labelled graphs: of systems, and in general. */
export { NumberList } from "./number-list.ts";
export { at, rowsOf } from "./transition-graph.ts";
export type { LooseEdge, TransitionGraph } from "./transition-graph.ts";
export { graphOfNetwork, graphOfSystem, runToState } from "./graph-of-system.ts";
export type { GraphLimits, GraphView, SystemGraph } from "./graph-of-system.ts";
export type { QueuePeak } from "./peaks.ts";
export { graphByCode } from "./graph-by-code.ts";
export type { CodeGraphOptions, GraphByCode } from "./graph-by-code.ts";
export { factsByCode } from "./facts-by-code.ts";
export type { CodeFacts, FactsByCode } from "./facts-by-code.ts";
export { automataSystem } from "./automata-system.ts";
export type { AutomataConfiguration } from "./automata-system.ts";
export { initialValues } from "./initial-values.ts";
export { graphFacts, networkFacts } from "./facts.ts";
export type { GraphFacts, Wrong, WrongKind } from "./facts.ts";
