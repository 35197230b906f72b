/** Labels of transitions: exactly one subject each (docs/semantics.md §2), so that projection commutes with execution label for label. */
import type { MessageLabel, Role, Value, Site } from "../core/index.ts";
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
  | { readonly kind: "receive"; readonly from: Role; readonly to: Role; readonly label: MessageLabel; readonly values: readonly Value[] } //        q?p ℓ⟨v⃗⟩   subject q
  | { readonly kind: "local"; readonly role: Role; readonly oracles: readonly OracleAnswer[] } //                                                    τ_p
  | { readonly kind: "any"; readonly role: Role; readonly value: Value; readonly oracles: readonly OracleAnswer[] } //                               τ_p(any v)
  | { readonly kind: "choose"; readonly role: Role; readonly branch: number } //                                                                     τ_p(choose i)   from 0
  | { readonly kind: "violate"; readonly role: Role; readonly site: string; readonly oracles: readonly OracleAnswer[] } //                           τ_p(assert ✗)   the failed assertion's text; p goes on
  | { readonly kind: "stop"; readonly role: Role; readonly oracles: readonly OracleAnswer[] } //                                                     a false assume stops p
  | { readonly kind: "fail"; readonly role: Role; readonly reason: string; readonly oracles: readonly OracleAnswer[] }; //                           fail_p

/** subj(μ). */
export function subject(label: Label): Role {
  switch (label.kind) {
    case "send":
      return label.from;
    case "receive":
      return label.to;
    default:
      return label.role;
  }
}

/** A step's place in the source, for reports; absent for steps of generated terms. */
export type StepSite = Site;
