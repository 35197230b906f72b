/** A machine together with the network that it was built from: what is found in one is shown, checked and replayed in the other. */
import type { FaultModel, NetworkArchitecture, Variable } from "../core/index.ts";
import type { HeadFirstOptions, HeadFirstState } from "../head-first/index.ts";
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
  /** Locations in which calls nest deeper than was asked for: they have no commands, whatever happens next. Absent where there are none. */
  readonly cut?: ReadonlySet<number>;
}

/** A machine in which calls inside calls are not followed: of a choreography, or of one of these calls, whose variables hold anything at the start. */
export interface BuiltWithCalls extends BuiltHeadFirst {
  /**
   * By the location of a call that was entered, whose variables are those of the one who calls and of the frames of the call: what machine is that of the call, and
   * where it returns to. Between them stand commands that set the fields that the call may write to anything.
   */
  readonly calls: ReadonlyMap<number, { readonly callee: number; readonly target: number }>;
  /** Locations between a call and its return. */
  readonly between: ReadonlySet<number>;
  /** Locations where some role is through with the call, which is not over and never will be: it goes on where it was called, of which this machine tells nothing. */
  readonly leaving: ReadonlySet<number>;
  /** The fields that may be written, here or in calls. */
  readonly writes: ReadonlySet<Variable>;
}

/** Machines of a choreography (the first) and of the calls in it that may nest. */
export type CallsBuildResult = { readonly ok: true; readonly machines: readonly BuiltWithCalls[] } | { readonly ok: false; readonly reason: string };

/** `reason`: a clause that says what of the choreography has no machine. */
export type HeadFirstBuildResult = { readonly ok: true; readonly built: BuiltHeadFirst } | { readonly ok: false; readonly reason: string };

/** `reason`: a clause that says what of the network has no machine. */
export type BuildResult = { readonly ok: true; readonly built: BuiltMachine } | { readonly ok: false; readonly reason: string };

export interface HeadFirstBuildOptions extends Pick<BuildOptions, "maxLocations" | "maxFrameDepth" | "maxUnderway">, HeadFirstOptions {
  /** A choice from a range whose bounds depend on variables is taken to have a value wherever it is reached; that it has is left to be shown. */
  readonly claimsChoices?: boolean;
  /** Calls that nest deeper are cut off (`BuiltHeadFirst.cut`). Absent: what nests without end has no machine. */
  readonly nested?: number;
}

export interface BuildOptions {
  /** Reliable queues by default. */
  readonly network?: NetworkArchitecture;
  /** Of the model, by name or itself. */
  readonly faults?: FaultModel;
  /** Behaviours that differ only in the labels of their statements are different locations: for properties that read `A at 'name`. */
  readonly tellsPositions?: boolean;
  /**
   * Types are those of what is received as far as queues keep their order and control tells what meets what: messages of one label may be several, by their types, and
   * that a variable is never told one of another type is left to be shown.
   */
  readonly claimsTypes?: boolean;
  /** More locations of one process than this are not built; 100,000 by default. */
  readonly maxLocations?: number;
  /** Calls inside calls (not tail calls) beyond this depth are not built; 64 by default. */
  readonly maxFrameDepth?: number;
  /** Head first: more messages on their way at once are not built; 64 by default. Elsewhere queues are data. */
  readonly maxUnderway?: number;
}
