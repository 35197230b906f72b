/** The shape of a rule of networks: one process moves (docs/semantics.md §6). */
import type { Action, Behaviour, Model, NetworkArchitecture, Role, Site } from "../../core/index.ts";
import type { Expression } from "../../syntax/index.ts";
import type { Label } from "../label.ts";
import type { RuleText } from "../rule-text.ts";
import type { Channels, World } from "../transition-system.ts";
import type { Valuation } from "../valuation.ts";

/** N(p) = A ; B with what a rule may use. */
export interface NetworkPremises<K extends Action["kind"] = Action["kind"]> {
  readonly p: Role;
  readonly A: Action & { readonly kind: K };
  readonly B: Behaviour;
  readonly Q: Channels;
  readonly Σ: World;
  readonly model: Model;
  readonly network: NetworkArchitecture;
  /** σ(p) ⊢ e⃗ ⇓ v⃗ for what A evaluates. */
  readonly valuations: () => readonly Valuation[];
  /** σ(p) ⊢ e⃗ ⇓ v⃗ in a world, for actions that evaluate by parts. */
  readonly evaluate: (expressions: readonly Expression[], world: World) => readonly Valuation[];
  /** ⟦C_X[q̄/ps(X)]⟧ₚ: the procedure's behaviour for p. */
  readonly bodyOf: (procedure: string, roles: readonly Role[], role: Role) => Behaviour;
}

/** N[p ↦ behaviour], with the queues and the world that follow. */
export interface NetworkConclusion {
  readonly label: Label;
  readonly behaviour: Behaviour;
  /** May be computed when it is asked for: of the steps that are enabled most are never taken. */
  readonly channels: Channels;
  readonly world: World;
  readonly rules: readonly string[];
  readonly site: Site;
}

export interface NetworkRule<K extends Action["kind"] = Action["kind"]> extends RuleText {
  readonly on: readonly K[];
  readonly apply: (premises: NetworkPremises<K>) => readonly NetworkConclusion[];
}

export type NetworkRuleName =
  | "N-SEND"
  | "N-SEND-ON"
  | "N-RECEIVE"
  | "N-RECEIVE-MAILBOX"
  | "N-RECEIVE-BAG"
  | "N-RECEIVE-ON"
  | "N-NO-END"
  | "N-ASSIGN"
  | "N-ANY"
  | "N-THEN"
  | "N-ELSE"
  | "N-MATCH"
  | "N-CHOOSE"
  | "N-SELECT-SEND"
  | "N-SELECT-RECEIVE"
  | "N-SELECT-LOCAL"
  | "N-CALL"
  | "N-ASSERT"
  | "N-VIOLATE"
  | "N-ASSUME"
  | "N-STOP"
  | "N-FAIL";

/** A relation is a record of its rules: leaving one out does not compile; replacing one makes a mutant. */
export type NetworkRules = { readonly [Name in NetworkRuleName]: NetworkRule };

/** Gives a rule about some actions the type of rules in the record; `on` is what makes this safe. */
export function networkRule<K extends Action["kind"]>(definition: NetworkRule<K>): NetworkRule {
  const { on, apply } = definition;
  const applies = (premises: NetworkPremises): premises is NetworkPremises & NetworkPremises<K> => (on as readonly string[]).includes(premises.A.kind);
  return { ...definition, apply: (premises) => (applies(premises) ? apply(premises) : []) };
}
