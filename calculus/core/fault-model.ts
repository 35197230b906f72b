/** What may go wrong, and how often: a fault model is an operator on transition systems, it adds steps and never removes any (docs/semantics.md, faults). */
import type { Span } from "../diagnostics/index.ts";
import type { MessageLabel, Role } from "./choreography.ts";

export type FaultClause =
  | {
      readonly kind: "crash";
      /** They share the budget. */
      readonly roles: readonly Role[];
      /** Restarts at its beginning: durable fields as they were, volatile ones as at the start, no frames; its queues stay. Otherwise it never moves again. */
      readonly restarts: boolean;
      /** How many times in all; absent: any number of times. */
      readonly atMost?: number;
      readonly span: Span;
    }
  | {
      /** A message is lost; a receive leaves its message in the queue; two neighbouring messages of a queue change places. */
      readonly kind: "lose" | "duplicate" | "reorder";
      /** Absent: between any two roles. */
      readonly from?: Role;
      readonly to?: Role;
      /** Only messages with this label; never of `reorder`. */
      readonly label?: MessageLabel;
      readonly atMost?: number;
      readonly span: Span;
    };

/** What only a machine that replays tells from a run without it: networks are asynchronous, so that delays and partitions that end add no runs to them. */
export type RuntimeFault =
  /** The run of a role ends in an exception, which its process survives. */
  | { readonly kind: "exception"; readonly roles: readonly Role[]; readonly atMost?: number; readonly span: Span }
  | { readonly kind: "restart-broker"; readonly atMost?: number; readonly span: Span }
  | { readonly kind: "delay"; readonly from?: Role; readonly to?: Role; readonly label?: MessageLabel; readonly atMost?: number; readonly span: Span }
  | { readonly kind: "partition"; readonly from: Role; readonly to: Role; readonly atMost?: number; readonly span: Span };

export interface FaultModel {
  readonly name: string;
  readonly clauses: readonly FaultClause[];
  /** Absent: none. */
  readonly ofRuntime?: readonly RuntimeFault[];
  readonly span: Span;
}

/** Whether a fault model has faults that are no steps of networks, so that nothing may be said of these under it; delays and partitions add no runs there. */
export function isOfReplay(faults: FaultModel | undefined): boolean {
  return faults?.ofRuntime?.some(({ kind }) => kind === "exception" || kind === "restart-broker") === true;
}
