/** Endpoints as finite automata: what one role does, as states and edges. States are the indices of the array; the order of edges is the order of the text. */
import type { Role } from "./choreography.ts";
import type { Message } from "./message.ts";
import type { Span } from "../diagnostics/index.ts";

/** p▷q!m as `{ direction: "send", peer: q }`, p◁q?m as `{ direction: "receive", peer: q }`. */
export interface LocalAction {
  readonly direction: "send" | "receive";
  readonly peer: Role;
  readonly message: Message;
}

export interface LocalEdge {
  readonly action: LocalAction;
  readonly target: number;
  /** Where it is written; absent for automata that are computed. */
  readonly span?: Span;
}

/** A communicating automaton of one role, deterministic unless said otherwise (Brand and Zafiropulo, JACM 1983). */
export interface LocalAutomaton {
  readonly role: Role;
  readonly initial: number;
  readonly states: readonly { readonly isFinal: boolean; readonly edges: readonly LocalEdge[] }[];
}

/** A typing context: written endpoints side by side, with no protocol above them (Scalas and Yoshida, POPL 2019, §3). Its automata are deterministic. */
export interface Context {
  readonly name: string;
  /** One for each role, in the order written. */
  readonly automata: readonly LocalAutomaton[];
  readonly span: Span;
}
