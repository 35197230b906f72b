/** Properties of whole runs, `eventually`, `leads to` and `until`, under fairness (docs/liveness.md). */
export { judgeRunProperties } from "./judge.ts";
export type { AskedRunProperty, JudgedNetwork } from "./judge.ts";
export { usualRunParts } from "./parts.ts";
export type { RunParts } from "./parts.ts";
export { buechiAutomaton } from "./buechi-automaton.ts";
export { fairComponents } from "./fair-components.ts";
export { lassoIn } from "./lasso.ts";
export type { Lasso } from "./lasso.ts";
export { negation } from "./linear-formula.ts";
export type { LinearFormula } from "./linear-formula.ts";
export { beyond, nobody, stutter } from "./moments.ts";
export type { MomentGraph } from "./moments.ts";
export { acceptsByNestedSearch } from "./nested-depth-first.ts";
export { product } from "./product.ts";
export { judgeQueueBound } from "./queue-bound.ts";
export { recheckRun } from "./recheck.ts";
export { definitionOfRunProperty, linearFormula, termination, isRunProperty, runPropertyOf, usualFairness } from "./run-property.ts";
export type { Atom, RunProperty, WrittenRunProperty } from "./run-property.ts";
