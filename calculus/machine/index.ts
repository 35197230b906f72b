/** The machine form of networks: control-flow machines with typed variables, queues and faults (docs/machine.md). */
export type * from "./machine.ts";
export type * from "./configuration.ts";
export type * from "./built.ts";
export type * from "./term.ts";
export { termOf } from "./term-of.ts";
export { consultsOracles } from "./partial.ts";
export { baseTypeOf, isEndType } from "./types.ts";
export { machineOfChoreography, machineOfNetwork, machineOfSystem } from "./build.ts";
export type { NetworkParts } from "./build.ts";
export { machineOfChoreographyHeadFirst } from "./head-first.ts";
export { machineInitial } from "./initial.ts";
export { machineKey } from "./key.ts";
export { machineSteps, stepsOfProcess } from "./steps.ts";
export { printMachine } from "./print.ts";
export { readMachine } from "./read.ts";
export type { ReadResult } from "./read.ts";
export { machineOfAutomata } from "./automata.ts";
export { labelTrail } from "./label-trail.ts";
