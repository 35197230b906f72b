/** A machine together with the network that it was built from: what is found in one is shown, checked and replayed in the other. */
import type { FaultModel, NetworkArchitecture } from "../core/index.ts";
import type { HeadFirstState } from "../head-first/index.ts";
import type { NetworkConfiguration } from "../semantics/index.ts";
import type { MachineConfiguration } from "./configuration.ts";
import type { Machine } from "./machine.ts";

export interface BuiltMachine {
  readonly machine: Machine;
  /** The configuration of the rules that this one stands for. Linear in its size. */
  readonly configurationOf: (configuration: MachineConfiguration) => NetworkConfiguration;
  /** The inverse. @throws Error if the machine has no location for what a process is about to do. */
  readonly machineConfigurationOf: (configuration: NetworkConfiguration) => MachineConfiguration;
}

/** The machine of a choreography head first, and what its configurations stand for. */
export interface BuiltHeadFirst {
  readonly machine: Machine;
  /** The state of the head-first rules that this one stands for: a term of what is live in it (what dead roles have left undone may be that of another run). */
  readonly stateOf: (configuration: MachineConfiguration) => HeadFirstState;
}

/** `reason`: a clause that says what of the choreography has no machine. */
export type HeadFirstBuildResult = { readonly ok: true; readonly built: BuiltHeadFirst } | { readonly ok: false; readonly reason: string };

/** `reason`: a clause that says what of the network has no machine. */
export type BuildResult = { readonly ok: true; readonly built: BuiltMachine } | { readonly ok: false; readonly reason: string };

export interface BuildOptions {
  /** Reliable queues by default. */
  readonly network?: NetworkArchitecture;
  /** Of the model, by name or itself. */
  readonly faults?: FaultModel;
  /** Behaviours that differ only in the labels of their statements are different locations: for properties that read `A at 'name`. */
  readonly tellsPositions?: boolean;
  /** More locations of one process than this are not built; 100,000 by default. */
  readonly maxLocations?: number;
  /** Calls inside calls (not tail calls) beyond this depth are not built; 64 by default. */
  readonly maxFrameDepth?: number;
  /** Head first: more messages on their way at once are not built; 64 by default. Elsewhere queues are data. */
  readonly maxUnderway?: number;
}
