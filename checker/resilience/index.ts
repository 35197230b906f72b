/** Checks of resilience: what crashes, replay and sagas lead to (docs/sagas.md). */
export { isReplayItem, machineOf, shownSteps, verdictsOfMachine } from "./verdicts.ts";
export { replayVerdicts } from "./judge.ts";
export { exploreReplay } from "./exploration.ts";
export { endOf } from "./outcomes.ts";
export type { ReplaySubject } from "./verdicts.ts";
export { replayItems } from "./replay-properties.ts";
export type { ReplayItem } from "./replay-properties.ts";
export { clauseText } from "./clause.ts";
export { crashReport, crashes, faultFrontier } from "./crash.ts";
export type { Coverage, CrashReport, Frontier } from "./crash.ts";
export { executed } from "./executed.ts";
export type { Executed } from "./executed.ts";
export { repetition } from "./recording.ts";
export type { Repetition } from "./recording.ts";
export { judgeReplay } from "./replay-properties.ts";
export { flowThrough, staticAssumptions } from "./assumptions/index.ts";
export { reducedReplay, usualReplayReduction } from "./reduction.ts";
export type { ReplayReduction } from "./reduction.ts";
