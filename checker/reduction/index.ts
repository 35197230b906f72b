/** Reductions of state spaces, each with the condition under which it is sound (docs/reductions.md). */
export { allConditions, reductionConditions } from "./conditions.ts";
export type { ReductionCondition } from "./conditions.ts";
export { observationOf, observationOfAll, together } from "./observation.ts";
export type { Observation } from "./observation.ts";
export type { Alone, PersistenceTable } from "./persistent.ts";
export { everyReduction, noReduction, planReduction, reductionParts } from "./plan.ts";
export type { Reduction, ReductionParts, ReductionPlan } from "./plan.ts";
export { reducedSpace } from "./reduced-space.ts";
export { unfolded } from "./unfold.ts";
export type { ReducedRun } from "./unfold.ts";
export { memberBlocks, symmetryGroups } from "./symmetry.ts";
export type { MemberBlock, SymmetryGroup } from "./symmetry.ts";
export { surveyReduced } from "./survey-reduced.ts";
export type { ReducedSurvey } from "./survey-reduced.ts";
