/** Labels of transitions: exactly one subject each (docs/semantics.md §2), so that projection commutes with execution label for label. */
import { assertNever } from "../assert-never.ts";
import type { MessageLabel, Role, Value, Site, Variable } from "../core/index.ts";
import type { OracleAnswer } from "../values/index.ts";

export type { OracleAnswer } from "../values/index.ts";

export type Label =
  | {
      readonly kind: "send";
      readonly from: Role;
      readonly to: Role;
      readonly label: MessageLabel;
      readonly values: readonly Value[];
      readonly oracles: readonly OracleAnswer[];
    } // p!q ℓ⟨v⃗⟩
  | {
      readonly kind: "receive";
      readonly from: Role;
      readonly to: Role;
      readonly label: MessageLabel;
      readonly values: readonly Value[];
      /** The message stays in its queue. */
      readonly kept?: true;
      /** The fault clause that keeps it (from 0); absent where the network does. */
      readonly clause?: number;
    } // q?p ℓ⟨v⃗⟩   subject q
  | { readonly kind: "local"; readonly role: Role; readonly oracles: readonly OracleAnswer[] } //                                                    τ_p
  | { readonly kind: "any"; readonly role: Role; readonly value: Value; readonly oracles: readonly OracleAnswer[] } //                               τ_p(any v)
  | { readonly kind: "choose"; readonly role: Role; readonly branch: number } //                                                                     τ_p(choose i)   from 0
  | { readonly kind: "violate"; readonly role: Role; readonly site: string; readonly oracles: readonly OracleAnswer[] } //                           τ_p(assert ✗)   the failed assertion's text; p goes on
  | { readonly kind: "stop"; readonly role: Role; readonly oracles: readonly OracleAnswer[] } //                                                     a false assume stops p
  | { readonly kind: "fail"; readonly role: Role; readonly reason: string; readonly oracles: readonly OracleAnswer[] } //                            fail_p
  // ---- faults (docs/semantics.md, faults) ----
  | {
      readonly kind: "crash";
      readonly role: Role;
      /** The fault clause, from 0. */
      readonly clause: number;
      readonly restarts: boolean;
      /** What the volatile `any` fields are at the restart, in the order of the fields. */
      readonly values: readonly (readonly [Variable, Value])[];
    } // crash_p
  | {
      /** A message is lost; it and the one behind it change places. */
      readonly kind: "lose" | "reorder";
      readonly from: Role;
      readonly to: Role;
      readonly label: MessageLabel;
      readonly values: readonly Value[];
      /** Its place in the queue, from 0: the first of equal neighbours. */
      readonly position: number;
      /** Absent where the network loses. */
      readonly clause?: number;
    }; // lose p→q ℓ⟨v⃗⟩   the queue p→q is the subject

/** subj(μ). Of a step of the network it is the queue, `p→q`, which is no role. */
export function subject(label: Label): Role {
  switch (label.kind) {
    case "send":
      return label.from;
    case "receive":
      return label.to;
    case "lose":
    case "reorder":
      return `${label.from}→${label.to}`;
    case "local":
    case "any":
    case "choose":
    case "violate":
    case "stop":
    case "fail":
    case "crash":
      return label.role;
    default:
      return assertNever(label);
  }
}

/** Whether the step is a fault: of the network or of a fault model, not a move of the program. */
export function isFault(label: Label): boolean {
  return label.kind === "crash" || label.kind === "lose" || label.kind === "reorder" || (label.kind === "receive" && label.kept === true);
}

/** A step's place in the source, for reports; absent for steps of generated terms. */
export type StepSite = Site;
