/** The checker: all runs at once. Verdicts, the engines that reach them, and the judgement of a file. */
export { outcomes, isOutcome } from "./verdict.ts";
export type { Outcome, Verdict, Method, Bounds, ExpectationResult, FileReport, ExitCode } from "./verdict.ts";
export type { Counterexample, CounterexampleStep, FailingConjunct, Binding } from "./counterexample/counterexample.ts";
export { exitCode, combineExitCodes, verdictExitCode } from "./exit-code.ts";
export type { Judgement, JudgedVerdict } from "./exit-code.ts";
