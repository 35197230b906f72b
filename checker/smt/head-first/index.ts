/** Choreographies head first, encoded for solvers: symbolic execution, bounded model checking, induction and Horn clauses (docs/smt.md). */
export { freeSymbols, isPossible } from "./ask.ts";
export { hasBounds } from "./has-bounds.ts";
export type { Oracle } from "./ask.ts";
export type { Effortful } from "./decide-watched.ts";
export { scriptsOf } from "./scripts.ts";
export type { QuestionScripts, ScriptForm } from "./scripts.ts";
export { symbolicParts } from "./parts.ts";
export type { SymbolicParts } from "./parts.ts";
export { surveySymbolic } from "./survey.ts";
export type { SymbolicAnswer } from "./survey.ts";
export { surveyWholeRuns } from "./whole-runs.ts";
export type { WholeRunAnswer } from "./whole-runs.ts";
export type { Aim } from "./aims.ts";
