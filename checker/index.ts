/** The checker: all runs at once. Verdicts, the engines that reach them, and the judgement of a file. */
export type { Outcome, Verdict, Method, Bounds, ExpectationResult, FileReport, ExitCode } from "./verdict.ts";
export type { Counterexample, CounterexampleStep, FailingConjunct, Binding } from "./counterexample/counterexample.ts";
export { exitCode, combineExitCodes } from "./exit-code.ts";
export type { Judgement, JudgedVerdict } from "./exit-code.ts";
export { verifyModel } from "./judge.ts";
export type { VerifyOptions } from "./options.ts";
export type { BuiltInItem, Question, RunItem, StateProperty } from "./items.ts";
export { compareEngines } from "./decide.ts";
export type { EngineComparison } from "./decide.ts";
export type { Systems } from "./engines.ts";
export { headFirstDecides } from "./head-first/applicability.ts";
export { headFirstSpace } from "./head-first/head-first.ts";
export type { HeadFirstOptions, HeadFirstState } from "./head-first/head-first.ts";
export { networkSpace } from "./explicit-state/network-space.ts";
export { recordingChooser } from "./explicit-state/chooser.ts";
export type { RecordingChooser } from "./explicit-state/chooser.ts";
export type { StateError, StateSpace } from "./explicit-state/state-space.ts";
export { processFindings } from "./session-types/process-findings.ts";
