/**
 * Protocols with what they say of data: an automaton between messages, whose edges carry the refinements of payloads and what happens to variables of loops on the
 * way (Zhou et al., Statically Verified Refinements for Multiparty Protocols, OOPSLA 2020; Bocchi et al., CONCUR 2010, global assertions). The global type of the
 * same protocol has neither.
 */
import type { Span } from "../diagnostics/index.ts";
import type { Expression, Type } from "../syntax/index.ts";
import type { Role } from "./choreography.ts";
import type { Message } from "./message.ts";

/** A loop begins a round: all of its variables are set at once, from what is known before. */
export interface LoopStep {
  /** The protocol in whose text the loop stands; names are those of its text. */
  readonly scope: string;
  /** By `continue`, and not where the loop begins. */
  readonly isAgain: boolean;
  readonly variables: readonly { readonly name: string; readonly type: Type; readonly value: Expression }[];
  /** Of what sets them: the loop, or `continue`. */
  readonly span: Span;
}

/** A message, behind the loops that begin a round before it. */
export interface RefinedTransition {
  readonly steps: readonly LoopStep[];
  readonly sender: Role;
  readonly receiver: Role;
  readonly message: Message;
  /** The same message with the same payload as the one before, to a further receiver: nothing is chosen. */
  readonly isCopy: boolean;
  readonly scope: string;
  readonly target: number;
  readonly span: Span;
}

/** A place behind a message. */
export interface RefinedState {
  readonly transitions: readonly RefinedTransition[];
  /** Where the protocol may be over: the loops that begin a round before its end. */
  readonly ends: readonly (readonly LoopStep[])[];
}

export interface RefinedProtocol {
  readonly initial: number;
  readonly states: readonly RefinedState[];
}
