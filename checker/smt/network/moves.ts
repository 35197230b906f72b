/** What can be done in a state of a network: commands of processes, and faults. */
import type { TypedCommand } from "../../compiled/analysis/index.ts";
import type { Term } from "../terms/index.ts";
import type { Cell, SymbolicValue } from "../values/index.ts";
import type { Why } from "./network-state.ts";
import type { QueueChange } from "./queue-changes.ts";

/** A command in a state, whether or not it is made. */
export interface Offer {
  readonly process: number;
  readonly location: number;
  readonly typed: TypedCommand;
  /** The process is there and has not stopped. */
  readonly here: Term;
  /** The guard is passed. */
  readonly guard: Term;
  /** Of a send: there is room; of a receive: a message that it takes is offered. True of others. */
  readonly ready: Term;
  /** Of an `any`: no value of its domain is there. */
  readonly withoutValue: Term;
}

export type Kind =
  | { readonly kind: "command"; readonly offer: Pick<Offer, "typed">; readonly keeps: boolean; readonly clause?: number }
  | { readonly kind: "lose"; readonly channel: number; readonly clause?: number }
  | { readonly kind: "reorder"; readonly channel: number; readonly clause: number }
  | { readonly kind: "crash"; readonly clause: number; readonly restarts: boolean };

export interface Move {
  readonly what: Kind;
  readonly possible: Term;
  readonly made: Term;
  readonly process?: number;
  /** Where the process is then; absent: where it was. */
  readonly target?: number;
  readonly stops?: Why;
  /** What its variables hold then. */
  readonly cells?: readonly Cell[];
  readonly queue?: QueueChange;
  /** The slot of the message that is received, and may stay there, or lost, or overtaken. */
  readonly slot?: { readonly channel: number; readonly position: number };
  readonly spends?: number;
  readonly chosen?: SymbolicValue;
  /** What fields are chosen to hold when the process starts again, by their names. */
  readonly restarted?: readonly (readonly [string, SymbolicValue])[];
}

/** A move before it is known when it is made. */
export type Draft = Omit<Move, "made">;
