/** Machines that recover: replay from durable queues with journals, sagas with compensation (docs/sagas.md). */
export { replaySystem } from "./system.ts";
export type { ReplayOptions, ReplaySystem } from "./system.ts";
export { asImplemented, droppedAssumptions, soundMachine, switchesOf } from "./switches.ts";
export type { ReplaySwitches } from "./switches.ts";
export { isReplayFault, replayLabelText } from "./labels.ts";
export type { ReplayLabel, ReplayStep } from "./labels.ts";
export type { Participant, ReplayConfiguration, Run } from "./configuration.ts";
export { clausesOf } from "./faults.ts";
export { headOf } from "./parts.ts";
