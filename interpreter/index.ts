/** The door of the interpreter: one run at a time, under a scheduler; its trace, its replay, its shrinking, its chart. */
export { run, runInteractively } from "./run.ts";
export type { AskLater, Run } from "./run.ts";
export { current } from "./execution.ts";
export type { Choice, Configuration, Execution } from "./execution.ts";
export { endOf, violations } from "./ending.ts";
export { waiting } from "./waiting.ts";
export { labelText } from "./labels.ts";
export { programHash, traceOf } from "./trace.ts";
export type { Trace, TraceOrigin } from "./trace.ts";
export { encodeLabel, encodeTrace, encodeValue } from "./encode-trace.ts";
export type { Json } from "./encode-trace.ts";
export { decodeTrace } from "./decode-trace.ts";
export { describeReplay, replay } from "./replay.ts";
export { firstValues } from "./guide.ts";
export { parseSchedule, scriptedLabels } from "./schedulers/index.ts";
export type { Scheduler } from "./schedulers/index.ts";
export { shrink } from "./shrinking/index.ts";
export { chartOf, endingText, mermaidChart, mermaidText, textChart } from "./charts/index.ts";
