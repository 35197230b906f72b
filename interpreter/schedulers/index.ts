/** The door of the schedulers. */
export type { Candidate, Scheduler } from "./scheduler.ts";
export { headFirst } from "./head-first.ts";
export { roundRobin } from "./round-robin.ts";
export { random } from "./random.ts";
export { starving } from "./starving.ts";
export { scriptedIndices, scriptedLabels } from "./scripted.ts";
export { interactive } from "./interactive.ts";
export { parseSchedule, scheduleForms } from "./parse-schedule.ts";
