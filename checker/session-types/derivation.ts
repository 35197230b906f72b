/**
 * Derivations of Γ; Δ ⊢ B ▷ T as plain data. A derivation is a finite graph: the premises of a node are other nodes, and a loop's premises lead back to it
 * (rules read coinductively; docs/session-types.md).
 */
import type { Behaviour, Prefix, Role, Variable } from "../../calculus/core/index.ts";
import type { Type } from "../../calculus/syntax/index.ts";

export type TypingRuleName =
  | "T-END"
  | "T-SEND"
  | "T-RECEIVE"
  | "T-BRANCH"
  | "T-ASSIGN"
  | "T-ASSERT"
  | "T-IF"
  | "T-MATCH"
  | "T-CHOOSE"
  | "T-SELECT"
  | "T-LOOP"
  | "T-CONTINUE"
  | "T-CALL"
  | "T-SUB";

/** The conditionals, loops and branches around a point, innermost first: what `rest` runs into when it is over. */
export interface Outside {
  readonly cell: Prefix;
  readonly outer: Outside | undefined;
}

/** B: a behaviour inside the cells around it. */
export interface Point {
  readonly rest: Behaviour;
  readonly outside: Outside | undefined;
}

/** The end of a session: what is left of the protocol for the role is what its local type says from this state on. */
export interface End {
  readonly protocol: string;
  readonly role: Role;
  readonly state: number;
}

/** T: a state of the local type, maybe with one of its sends only, or with further labels that it could receive. */
export interface LocalTypeAt extends End {
  /** ⊕ with this edge only. */
  readonly only?: number;
  /** & with these labels besides its own. */
  readonly more?: readonly string[];
}

/** The variables of Γ, or the ends of Δ, sorted by name. The fields of the role are not repeated in Γ. */
export type Bindings<T> = readonly (readonly [Variable, T])[];

/** Γ; Δ ⊢ B ▷ T. The type is that of the session on which the rule acts: `on` names the variable that holds it, and is absent for the process's own. */
export interface Judgement {
  readonly point: Point;
  readonly variables: Bindings<Type>;
  readonly ends: Bindings<End>;
  readonly type: LocalTypeAt;
  /** What a session end in Δ is taken for by T-SUB: its head, narrower or wider than what Δ says. */
  readonly on?: { readonly variable: Variable; readonly type: LocalTypeAt };
}

export interface DerivationNode {
  readonly rule: TypingRuleName;
  readonly conclusion: Judgement;
  /** Positions in `nodes`. */
  readonly premises: readonly number[];
}

/** The derivation of one endpoint; `nodes[0]` is its root. */
export interface Derivation {
  readonly subject: string;
  readonly nodes: readonly DerivationNode[];
  /** What was not decided: refinements of payloads that depend on data. */
  readonly assumptions: readonly string[];
}
