/** The explicit-state engine: exhaustive search over code that is generated for a machine, as WebAssembly or JavaScript (docs/verdicts.md). */
export type { Backend } from "./code/index.ts";
export type { CodeGraph, Progress, SearchLimits, Teamwork } from "./exploration/index.ts";
export { exploreCompiled } from "./explore-compiled.ts";
export type { CompiledExploration, CompiledOptions, CompiledResult } from "./explore-compiled.ts";
export type { RowSteps } from "./labels/index.ts";
export type { Layout } from "./layout/index.ts";
export type { FoundMachineRun } from "./machine-runs.ts";
export { networkMachine } from "./network-machine.ts";
export type { CompilableNetwork } from "./network-machine.ts";
export type { Watch } from "./watch.ts";
