/** The states and steps of a machine (docs/semantics.md, machines). */
import type { Role, Value } from "../core/index.ts";
import type { Label } from "../semantics/index.ts";
import type { OracleAnswer } from "../values/index.ts";
import type { Command } from "./machine.ts";

export interface QueuedMessage {
  readonly from: Role;
  readonly label: string;
  readonly values: readonly Value[];
}

/** Indices are those of `Machine.processes`, of their `variables`, of `Machine.channels` and of the clauses of `Machine.faults`. */
export interface MachineConfiguration {
  readonly locations: readonly number[];
  readonly values: readonly (readonly (Value | undefined)[])[];
  readonly stopped: readonly (undefined | "failed" | "assumption" | "crashed")[];
  /** Oldest first; of a bag sorted by sender, label and values. */
  readonly queues: readonly (readonly QueuedMessage[])[];
  /** Answers given so far by functions without body. */
  readonly oracles: ReadonlyMap<string, OracleAnswer>;
  /** How often each fault clause with a budget has been used; 0 for one without. */
  readonly spent: readonly number[];
}

export interface MachineStep {
  /** The process that moves; absent where the network does. */
  readonly process?: number;
  /** Absent for a fault. */
  readonly command?: Command;
  /** Head first, where roles are given up, a local step of the first of them, which does not happen. */
  readonly label: Label;
  /** Head first, where the step is not one label: those of all that happens in it, in order. */
  readonly moments?: readonly Label[];
  readonly target: MachineConfiguration;
}
