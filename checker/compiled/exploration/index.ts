/** Exploration of generated code: what the code must be, and the search. */
export type { Approximation } from "./approximate-code.ts";
export { searchApproximately } from "./approximate-search.ts";
export type { ApproximateSearch } from "./approximate-search.ts";
export { chosenBackend, compileSearch, programOfThread } from "./compiled-search.ts";
export type { CompiledSearch } from "./compiled-search.ts";
export { searchDepthFirst } from "./depth-first.ts";
export { graphOf } from "./graph.ts";
export type { CodeGraph } from "./graph.ts";
export * from "./model-code.ts";
export { rowOf, stepsTo, successorsOf } from "./runs.ts";
export type { CodeStep } from "./runs.ts";
export { stuckRows } from "./stuck-rows.ts";
export { wholeRows } from "./whole-rows.ts";
export { searchBreadthFirst } from "./search.ts";
export type { CodeSighting, Search, Together } from "./search.ts";
export type { Progress, SearchEnding, SearchLimits } from "./search-state.ts";
export type { Team } from "./together.ts";
export { teamWords } from "./shared-code.ts";
