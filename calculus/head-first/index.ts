/** Head-first execution of choreographies: which steps stand for all (docs/semantics.md, docs/verdicts.md). */
export { recursiveProcedures } from "./divergence.ts";
export { blockedRoles, liveKeys } from "./live-key.ts";
export { alternatives, headFirstSchedule, isEntry } from "./schedule.ts";
export type { HeadFirstOptions, HeadFirstSchedule, HeadFirstState, HeadFirstStep, HeadFirstTransition } from "./schedule.ts";
