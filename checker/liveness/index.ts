/** Properties of whole runs, `eventually`, `leads to` and `until`, under fairness (docs/liveness.md). */
export { judgeRunProperties } from "./judge.ts";
export type { AskedRunProperty, JudgedNetwork } from "./judge.ts";
export { definitionOfRunProperty, isRunProperty, runPropertyOf, usualFairness } from "./run-property.ts";
export type { Atom, RunProperty, WrittenRunProperty } from "./run-property.ts";
