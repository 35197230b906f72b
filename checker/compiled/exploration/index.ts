/** Exploration of generated code: what the code must be, and the search. */
export { chosenBackend, compileSearch } from "./compiled-search.ts";
export type { CompiledSearch } from "./compiled-search.ts";
export { graphOf } from "./graph.ts";
export type { CodeGraph } from "./graph.ts";
export * from "./model-code.ts";
export { rowOf, stepsTo, successorsOf } from "./runs.ts";
export type { CodeStep } from "./runs.ts";
export { searchBreadthFirst } from "./search.ts";
export type { CodeSighting, Progress, Search, SearchEnding, SearchLimits } from "./search.ts";
