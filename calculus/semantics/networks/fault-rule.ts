/** The shape of a rule about faults: the network, or a clause of a fault model, does something to a configuration (docs/semantics.md, faults). */
import type { Behaviour, FaultClause, Model, NetworkArchitecture, Role } from "../../core/index.ts";
import type { RuleText } from "../rule-text.ts";
import type { Chooser, NetworkConfiguration, Step, World } from "../transition-system.ts";

/** A configuration with what a rule may use. */
export interface FaultPremises {
  readonly configuration: NetworkConfiguration;
  /** All roles of the network, in its order. */
  readonly roles: readonly Role[];
  readonly network: NetworkArchitecture;
  readonly model: Model;
  readonly chooser: Chooser;
  /** The steps of the roles here, in their order. */
  readonly steps: readonly Step<NetworkConfiguration>[];
  /** N₀(p) */
  readonly beginningOf: (role: Role) => Behaviour;
  /** Whether two processes are the same up to where they stand in the text. */
  readonly isSame: (one: Behaviour, other: Behaviour) => boolean;
}

type Kind = FaultClause["kind"];

/** A clause with budget left, at its place in the fault model. */
export interface ClausePremises<K extends Kind = Kind> extends FaultPremises {
  readonly clause: FaultClause & { readonly kind: K };
  readonly index: number;
  /** Σ with one more use of the clause. */
  readonly spend: (world: World) => World;
}

export interface FaultRule extends RuleText {
  readonly apply: (premises: FaultPremises) => readonly Step<NetworkConfiguration>[];
}

export interface ClauseRule extends RuleText {
  readonly on: Kind;
  readonly apply: (premises: ClausePremises) => readonly Step<NetworkConfiguration>[];
}

/** A relation is a record of its rules, as `NetworkRules` is. The order of the record is that of the steps: the network's, then the clauses'. */
export type FaultRules = {
  readonly "N-LOSE": FaultRule;
  readonly "N-KEEP": FaultRule;
  readonly "F-CRASH": ClauseRule;
  readonly "F-CRASH-FOR-GOOD": ClauseRule;
  readonly "F-LOSE": ClauseRule;
  readonly "F-DUPLICATE": ClauseRule;
  readonly "F-REORDER": ClauseRule;
};

/** Gives a rule about clauses of one kind the type of rules in the record; `on` is what makes this safe. */
export function clauseRule<K extends Kind>(
  definition: RuleText & { readonly on: K; readonly apply: (premises: ClausePremises<K>) => readonly Step<NetworkConfiguration>[] },
): ClauseRule {
  const { on, apply } = definition;
  const applies = (premises: ClausePremises): premises is ClausePremises & ClausePremises<K> => premises.clause.kind === on;
  return { ...definition, apply: (premises) => (applies(premises) ? apply(premises) : []) };
}
