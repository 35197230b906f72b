/** Machines that recover: replay from durable queues with journals, sagas with compensation (docs/sagas.md). */
export { replaySystem } from "./system.ts";
export type { ReplayOptions, ReplaySystem } from "./system.ts";
export { droppedAssumptions, soundMachine, switchesOf } from "./switches.ts";
export type { ReplaySwitches } from "./switches.ts";
export { isReplayFault, keyText, replayLabelText } from "./labels.ts";
export type { ReplayLabel, ReplayStep } from "./labels.ts";
export type { Participant, ReplayConfiguration, Run } from "./configuration.ts";
export { clausesOf, faultsOf } from "./faults.ts";
export { headOf } from "./parts.ts";
export { encodeFaultyRun } from "./recorded-run.ts";
export type { FaultyRunFile, Observed, RecordedRun, RecordedStep, RecordedSteps } from "./recorded-run.ts";
export { decodeFaultyRun } from "./decode-run.ts";
export { uncounted } from "./run-moves.ts";
export { executeReplay } from "./execution.ts";
export type { Injection, ReplayExecution } from "./execution.ts";
export { chartOfRuns } from "./run-chart.ts";
