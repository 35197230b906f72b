/** What is judged bottom-up: one communicating automaton for each role, wherever they come from (Brand and Zafiropulo, JACM 1983). */
import type { LocalAutomaton } from "../../calculus/core/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";

export interface CommunicatingSystem {
  /** `context`: written endpoints; `protocol`: the local automata C(G, p) of its roles; `system`: the communications of its members, data erased. */
  readonly kind: "context" | "protocol" | "system";
  readonly name: string;
  readonly span: Span;
  /** One for each role, in the order of the declaration. */
  readonly automata: readonly LocalAutomaton[];
  /** What is trusted or left out, one sentence each; empty for contexts without payloads. */
  readonly assumptions: readonly string[];
  /** Whether every run of the automata is one of the subject. False where data decides branches: then a violation may be spurious, and only safety carries over. */
  readonly exact: boolean;
  /** Set where an automaton offers what its endpoint has decided by itself: why nothing that is proved of the automata carries over to the subject. */
  readonly unfaithful?: string;
}
