/**
 * Transactions: what a role does to its durable state in one step that a crash cannot split (docs/sagas.md). In the calculus a transaction is a procedure of one role and
 * `perform` is its call, so that rules, projection and engines need to know nothing else; machines that crash and replay read here what the call means to them.
 */
import type { Expression, Type } from "../syntax/index.ts";
import type { Span } from "../diagnostics/index.ts";
import type { Role, Variable } from "./choreography.ts";

/**
 * What a second execution does. `pure`: nothing, it writes nothing. `journaled`: it does not happen, the journal answers. `idempotent`: it happens and must change nothing.
 * `raw`: it happens.
 */
export type TransactionEffect = "pure" | "journaled" | "idempotent" | "raw";

export interface TransactionDefinition {
  /** Of the procedure too; of `A.x := journal …`, a name that no program writes. */
  readonly name: string;
  /** The declared role whose state it is about. */
  readonly role: Role;
  readonly parameters: readonly { readonly name: Variable; readonly type: Type }[];
  readonly effect: TransactionEffect;
  /** What it did cannot be undone: the pivot of a saga, or behind it. */
  readonly isIrrevocable: boolean;
  /** It may abort. */
  readonly isFallible: boolean;
  /** Evaluated over the parameters: executions in a session with equal keys are one. Absent: all executions in a session are one. */
  readonly key?: Expression;
  /** A journaled value: its executions in a session are told apart by their order. */
  readonly isCounted: boolean;
  /** Volatile fields of the role, hidden from programs: whether it committed, and what it answered. */
  readonly committed: Variable;
  readonly answer?: Variable;
  /** The procedure that undoes it: its parameters are those of the transaction, then `result` where there is one. */
  readonly undo?: string;
  /** Durable fields. */
  readonly reads: readonly Variable[];
  readonly writes: readonly Variable[];
  readonly span: Span;
}

/** The machine that a file asks for, by its switches as written. */
export interface RuntimeDefinition {
  /** Where the switches begin: the sound machine, or the public code of Accompanist. */
  readonly preset: "sound" | "as-implemented";
  readonly settings: readonly { readonly name: string; readonly value: string; readonly span: Span }[];
  /** Concurrent runs of the choreography over the same durable state. */
  readonly sessions: number;
  readonly span: Span;
}
