/**
 * The flow graph of a protocol, between its text and its global type: statements linked to what follows them, sub-protocols entered, loops closed.
 * Nodes are linked while the text is read, so a few fields are written once after the node was made.
 */
import type { Message, Role } from "../../core/index.ts";
import type { Span } from "../../diagnostics/index.ts";
import type { Expression, Type } from "../../syntax/index.ts";

export type Flow = End | MessageFlow | ChoiceFlow | RecursionFlow | Instance | Jump | Exit | ParallelFlow;

export interface End {
  readonly kind: "end";
}

/** A -> B : label(…); next */
export interface MessageFlow {
  readonly kind: "message";
  readonly from: Role;
  readonly to: Role;
  readonly message: Message;
  /** To a further receiver, with the payload of the message before. */
  readonly isCopy: boolean;
  /** The protocol in whose text it stands. */
  readonly scope: string;
  readonly span: Span;
  readonly next: Flow;
}

/** choice at A { … } or { … }: every branch goes on with what follows the choice by itself. */
export interface ChoiceFlow {
  readonly kind: "choice";
  readonly at: Role;
  readonly branches: readonly { readonly first: Flow; readonly span: Span }[];
  /** The whole statement, and its head `choice at A`. */
  readonly span: Span;
  readonly head: Span;
}

/** rec X(n: T = e) { body } */
export interface RecursionFlow {
  readonly kind: "recursion";
  readonly variable: string;
  /** What a round has values of. */
  readonly variables: readonly { readonly name: string; readonly type: Type; readonly initial: Expression }[];
  /** The protocol in whose text it stands. */
  readonly scope: string;
  /** Of the variable. */
  readonly span: Span;
  body: Flow;
  /** Whether there is a `continue X`. */
  isRepeated: boolean;
}

/** The body of a protocol for actual roles, in front of what follows the `do`. */
export interface Instance {
  readonly kind: "instance";
  readonly protocol: string;
  /** Of the protocol's name. */
  readonly span: Span;
  body: Flow;
}

/** `continue X(e);` or `do Q(…);` */
export interface Jump {
  readonly kind: "jump";
  readonly target: RecursionFlow | Instance;
  /** Of the variables of the loop. */
  readonly values: readonly Expression[];
  readonly span: Span;
}

/** The end of a parallel block. */
export interface Exit {
  readonly kind: "exit";
  next: Flow;
}

/** par { … } and { … } */
export interface ParallelFlow {
  readonly kind: "parallel";
  readonly blocks: readonly { readonly first: Flow; readonly exit: Exit; readonly span: Span }[];
  readonly next: Flow;
  readonly span: Span;
  /** The block that comes first once their order is known. */
  first: Flow | undefined;
}

export const endOfFlow: End = { kind: "end" };

/** Where a flow goes on. Before parallel blocks are put in order, each of them leads to what follows all. */
export function successors(flow: Flow): readonly Flow[] {
  switch (flow.kind) {
    case "end":
      return [];
    case "message":
      return [flow.next];
    default:
      return silentSuccessors(flow);
  }
}

/** Where a flow goes on without a message. */
export function silentSuccessors(flow: Flow): readonly Flow[] {
  switch (flow.kind) {
    case "end":
    case "message":
      return [];
    case "choice":
      return flow.branches.map(({ first }) => first);
    case "recursion":
    case "instance":
      return [flow.body];
    case "jump":
      return [flow.target];
    case "exit":
      return [flow.next];
    case "parallel":
      return flow.first === undefined ? flow.blocks.map(({ first }) => first) : [flow.first];
  }
}
