/**
 * Processes: what one role does (docs/semantics.md §1). Receives are external choices over labels; loops are binders; a call runs in a frame.
 *
 *   B ::= ε | A ; B
 *
 * A `loop` body that runs off its end leaves the loop. A one-branch receive keeps an empty branch body and continues in its tail (same process, flat).
 */
import type { Expression } from "../syntax/index.ts";
import type { CorePattern, Domain, MessageLabel, Role, Site, Variable } from "./choreography.ts";

export type Behaviour = Stop | Prefix;
export interface Stop {
  readonly kind: "end";
}
export interface Prefix {
  readonly kind: "sequence";
  readonly head: Action;
  readonly tail: Behaviour;
}

export interface ReceiveBranch {
  /** Who sends it, where that is another role than the receive names. */
  readonly from?: Role;
  readonly label: MessageLabel;
  readonly variables: readonly Variable[];
  readonly body: Behaviour;
}

/**
 * `when e: α do { x⃗ := d⃗ } => B`: α can happen while e holds (absent: always), the updates are done in the same step, all at once, from the values after what
 * a receive binds. They are total. Guards and updates consult no functions without a body.
 */
export interface Alternative {
  readonly guard?: Expression;
  readonly action: AlternativeAction;
  readonly updates: readonly { readonly variable: Variable; readonly expression: Expression }[];
  readonly body: Behaviour;
  readonly site: Site;
}

export type AlternativeAction =
  | { readonly kind: "send"; readonly to: Role; readonly label: MessageLabel; readonly expressions: readonly Expression[] } // q!ℓ⟨e⃗⟩
  | { readonly kind: "receive"; readonly from: Role; readonly label: MessageLabel; readonly variables: readonly Variable[] } // p?ℓ(x⃗)
  | { readonly kind: "local" }; //                                                                                            skip

/** `session` is the variable that holds the end of a further session on which the action is done; absent: the session of the process itself. */
export type Action =
  // q!ℓ⟨e⃗⟩      s.q!ℓ⟨e⃗⟩
  | {
      readonly kind: "send";
      readonly session?: Variable;
      readonly to: Role;
      readonly label: MessageLabel;
      readonly expressions: readonly Expression[];
      readonly site: Site;
    }
  // p&{ℓ(x⃗): B, …}      s.p&{ℓ(x⃗): B, …}      &{p?ℓ(x⃗): B, q?m(y⃗): B', …}      sorted by label, then by sender; `from` is the least sender
  | { readonly kind: "receive"; readonly session?: Variable; readonly from: Role; readonly branches: readonly ReceiveBranch[]; readonly site: Site }
  | { readonly kind: "assign"; readonly variable: Variable; readonly expression: Expression; readonly site: Site } //                             x := e
  | { readonly kind: "havoc"; readonly variable: Variable; readonly domain: Domain; readonly site: Site } //                                      x := any D
  | { readonly kind: "assert" | "assume"; readonly condition: Expression; readonly site: Site }
  | { readonly kind: "if"; readonly condition: Expression; readonly then: Behaviour; readonly else: Behaviour; readonly site: Site }
  | {
      readonly kind: "match";
      readonly scrutinee: Expression;
      readonly cases: readonly { readonly pattern: CorePattern; readonly body: Behaviour }[];
      readonly site: Site;
    }
  | { readonly kind: "choose"; readonly branches: readonly Behaviour[]; readonly site: Site }
  // select { when e: q!ℓ⟨e⃗⟩ do {…} => B, when e': p?ℓ(x⃗) do {…} => B', when e'': skip do {…} => B'', … }      in the order written
  | { readonly kind: "select"; readonly alternatives: readonly Alternative[]; readonly site: Site }
  | { readonly kind: "call"; readonly procedure: string; readonly roles: readonly Role[]; readonly arguments: readonly Expression[]; readonly site: Site } // X_r(q̄; e⃗), r the role itself
  | { readonly kind: "loop"; readonly name: string; readonly body: Behaviour; readonly site: Site }
  | { readonly kind: "continue"; readonly loop: string; readonly site: Site }
  // ---- runtime ----
  | { readonly kind: "frame"; readonly body: Behaviour }; // the rest of an entered call; its frame is on the role's stack

export const stop: Stop = { kind: "end" };

/** A ; B */
export function prefix(head: Action, tail: Behaviour): Prefix {
  return { kind: "sequence", head, tail };
}
