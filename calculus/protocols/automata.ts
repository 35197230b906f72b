/**
 * Protocols and endpoints as finite automata: what coherence, the subset construction, subtyping and the importers of automata work on.
 * States are the indices of the arrays; the order of edges is the order of the text, so that every result is reproducible.
 */
import type { Message, Role } from "../core/index.ts";
import type { Span } from "../diagnostics/index.ts";

export type { LocalAction, LocalAutomaton, LocalEdge } from "../core/index.ts";

/** s --p→q:m--> s' */
export interface GlobalEdge {
  readonly sender: Role;
  readonly receiver: Role;
  readonly message: Message;
  readonly target: number;
  readonly span: Span;
}

/** The transition system of a global type: deterministic, sender-driven, with sink-final states (Li, Stutz, Wies and Zufferey, OOPSLA 2025, §3). */
export interface GlobalAutomaton {
  /** In the order of the declaration; sinks of decisions (`decision-sink.ts`) come last. */
  readonly roles: readonly Role[];
  readonly initial: number;
  readonly states: readonly { readonly isFinal: boolean; readonly edges: readonly GlobalEdge[] }[];
}
