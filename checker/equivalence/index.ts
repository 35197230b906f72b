/** When two systems do the same: bisimulations, traces, and what tells them apart. */
export { observations } from "./observation.ts";
export type { Observation, Observed } from "./observation.ts";
export { observedOnly, observedUnion } from "./observed-graph.ts";
export type { ObservedGraph, ObservedUnion, Seeing } from "./observed-graph.ts";
export { bisimulations, classesOf, usualEquivalence } from "./classes.ts";
export type { Bisimulation, Classes, Classified, ClassLimits, EquivalenceParts } from "./classes.ts";
export { evaluator, playOfGraph, showsTrace } from "./play.ts";
export { minimise } from "./minimise.ts";
export type { Minimised, MinimiseOptions } from "./minimise.ts";
export { isPartOf, traceInclusion } from "./trace-inclusion.ts";
export type { Inclusion, InclusionLimits } from "./trace-inclusion.ts";
export { compared, compareSystems, relations } from "./compare-systems.ts";
export type { Compared, Comparison, ComparisonOptions, Relation, TraceApart } from "./compare-systems.ts";
export type { Experiment } from "./experiment.ts";
