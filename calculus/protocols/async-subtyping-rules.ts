/** The rules of asynchronous subtyping, as data that the mutants of theorems may change. */
import type { LocalAction } from "./automata.ts";
import { payloadObstacle } from "./sorts.ts";
import type { SortContext } from "./sorts.ts";

export type AsyncSubtypeRule = "A-END" | "A-IN" | "A-OUT" | "A-ACT";

export interface AsyncSubtypeRules {
  /** Why a message that T receives may not stand where T' receives one of the same label. */
  readonly "A-IN": (ours: LocalAction, theirs: LocalAction, context: SortContext) => string | undefined;
  /** Why a message that T sends may not stand where T' sends one of the same label. */
  readonly "A-OUT": (ours: LocalAction, theirs: LocalAction, context: SortContext) => string | undefined;
  /** Which outputs of T' an output may overtake: those to others, or, wrongly, every other one. */
  readonly outputsOvertake: "other-peers" | "any";
  /** Whether every action of T' must come in the end: the condition on act(·). */
  readonly "A-ACT": boolean;
}

/**
 * ```
 *                     S' <: S     W ≲ A.W'     act(W) = act(A.W')                      S <: S'     W ≲ B.W'     act(W) = act(B.W')
 * ─────────── A-END  ═════════════════════════════════════════════ A-IN             ═════════════════════════════════════════════ A-OUT
 *  end ≲ end                  p?ℓ⟨S⟩.W ≲ A.p?ℓ⟨S'⟩.W'                                        q!ℓ⟨S⟩.W ≲ B.q!ℓ⟨S'⟩.W'
 *
 *                     A: inputs, none of them from p                                 B: inputs, and outputs that are not to q
 *
 *  T ≤ₐ T'   if   ∀ U ∈ SO(T)  ∀ V ∈ SI(T')  ∃ W ∈ SI(U)  ∃ W' ∈ SO(V)   W ≲ W'
 * ```
 * Read coinductively. SO chooses one output at every selection of a tree and SI one input at every branching; act(W) are the channels on which W acts, so
 * that nothing is put off for ever (Ghilezan, Pantović, Prokić, Scalas and Yoshida, POPL 2021; JLAMP 2023). T may replace T'.
 */
export const asyncSubtypeRules: AsyncSubtypeRules = {
  "A-IN": (ours, theirs, context) => payloadObstacle(theirs.message, ours.message, context),
  "A-OUT": (ours, theirs, context) => payloadObstacle(ours.message, theirs.message, context),
  outputsOvertake: "other-peers",
  "A-ACT": true,
};
