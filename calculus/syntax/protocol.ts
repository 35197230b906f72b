/** Protocols, processes and systems as written (docs/language.md): the global type, the endpoint and the network of endpoints. */
import type { Span } from "../diagnostics/index.ts";
import type { Closed, Commented } from "./comments.ts";
import type { Expression } from "./expression.ts";
import type { Name } from "./names.ts";
import type { Pattern, PlainSource } from "./statement.ts";
import type { Type } from "./types.ts";

/** An item of a payload: `int`, `x: (int where value > 0)`, or a session end that is delegated, `Q@C`. */
export interface PayloadItem {
  readonly name?: Name;
  readonly sort: { readonly kind: "value"; readonly type: Type } | { readonly kind: "session"; readonly protocol: Name; readonly role: Name };
  readonly span: Span;
}

/** A variable of a loop, `count: int = 0`, which every `continue` sets anew. */
export interface LoopVariable {
  readonly name: Name;
  readonly type: Type;
  readonly initial: Expression;
  readonly span: Span;
}

export interface ProtocolBlock extends Closed {
  readonly statements: readonly ProtocolStatement[];
  readonly span: Span;
}

/** `variables` and `values` are absent where there are none. */
export type ProtocolStatement = Commented & { readonly span: Span } & (
    | { readonly kind: "message"; readonly from: Name; readonly to: readonly Name[]; readonly label: Name; readonly payload: readonly PayloadItem[] } // A -> B, C : label(T, x: T);
    | { readonly kind: "choice"; readonly at: Name; readonly branches: readonly ProtocolBlock[] } //                                                    choice at A { … } or { … }
    | { readonly kind: "rec"; readonly variable: Name; readonly variables?: readonly LoopVariable[]; readonly body: ProtocolBlock } //                  rec X(n: T = e) { … }   (falling off the end leaves it)
    | { readonly kind: "continue"; readonly variable: Name; readonly values?: readonly Expression[] } //                                                continue X(e);
    | { readonly kind: "par"; readonly branches: readonly ProtocolBlock[] } //                                                                          par { … } and { … }
    | { readonly kind: "do"; readonly protocol: Name; readonly roles: readonly Name[] } //                                                              do Q(A, B);
    | { readonly kind: "unsupported"; readonly construct: string; readonly text: string }
  );

export interface ProcessBlock extends Closed {
  readonly statements: readonly ProcessStatement[];
  readonly span: Span;
}

/** What an alternative of `select` does: `B!l(e)`, `B?l(x)` or `skip`, in the session of the process. */
export type SelectAction =
  | { readonly kind: "send"; readonly to: Name; readonly label: Name; readonly arguments: readonly Expression[] }
  | { readonly kind: "receive"; readonly from: Name; readonly label: Name; readonly variables: readonly Name[] }
  | { readonly kind: "skip" };

/** `when e: B!l(e) do { x := e; } => { … }`; without block the body is empty, with the span of the place behind the alternative. */
export interface SelectAlternative extends Commented {
  readonly guard?: Expression;
  readonly action: SelectAction;
  readonly updates: readonly { readonly variable: Name; readonly expression: Expression }[];
  readonly body: ProcessBlock;
  readonly span: Span;
}

/**
 * `session` is the variable that holds a delegated session end; absent: the session of `plays … in …`. A `branch` names the one role that it waits for, or,
 * in the session of the process, each case its own.
 */
export type ProcessStatement = Commented & { readonly span: Span } & (
    | { readonly kind: "send"; readonly session?: Name; readonly to: Name; readonly label: Name; readonly arguments: readonly Expression[] } // B!label(e);   s.B!label(e);
    | { readonly kind: "receive"; readonly session?: Name; readonly from: Name; readonly label: Name; readonly variables: readonly Name[] } //  B?label(x);
    | ({
        readonly kind: "branch";
        readonly session?: Name;
        readonly from?: Name;
        readonly cases: readonly ({
          readonly from?: Name;
          readonly label: Name;
          readonly variables: readonly Name[];
          readonly body: ProcessBlock;
        } & Commented)[];
      } & Closed) //                                                                                    branch B { ok(x) => { … } quit => { … } }   branch { B?ok(x) => { … } C?quit => { … } }
    | { readonly kind: "assign"; readonly variable: Name; readonly source: PlainSource } //                                                           x := e;   x := any int;
    | { readonly kind: "if"; readonly condition: Expression; readonly then: ProcessBlock; readonly else?: ProcessBlock } //                      if e { … } else { … }
    | ({
        readonly kind: "match";
        readonly scrutinee: Expression;
        readonly cases: readonly ({ readonly pattern: Pattern; readonly body: ProcessBlock } & Commented)[];
      } & Closed) //                                                                                                                             match e { P => { … } }
    | { readonly kind: "choose"; readonly branches: readonly ProcessBlock[] } //                                                                 choose { … } or { … }
    | ({ readonly kind: "select"; readonly alternatives: readonly SelectAlternative[] } & Closed) //                                             select { when e: B!l(e) do { x := e; } => { … } A?l(x) skip }
    | { readonly kind: "while"; readonly condition: Expression; readonly body: ProcessBlock } //                                                 while e { … }
    | { readonly kind: "loop"; readonly name: Name; readonly body: ProcessBlock } //                                                             loop L { … }   (falling off the end repeats)
    | { readonly kind: "continue" | "break"; readonly loop: Name } //                                                                            continue L;
    | { readonly kind: "call"; readonly process: Name; readonly arguments: readonly Expression[] } //                                            call Other(e);   (a process that plays the same role)
    | { readonly kind: "assert" | "assume"; readonly condition: Expression } //                                                                  assert e;
    | { readonly kind: "unsupported"; readonly construct: string; readonly text: string }
  );

/** A member of a system: the process that plays the role, or the projection of a choreography or of a protocol to it. */
export interface SystemMember extends Commented {
  readonly role: Name;
  readonly by: { readonly kind: "process"; readonly name: Name } | { readonly kind: "project"; readonly of: Name };
  readonly span: Span;
}

/** `session q : Q { C = A as s; D = B as t; }`: a second session, whose ends members hold from the start, in the variables named behind `as`. */
export interface SystemSession extends Commented, Closed {
  readonly name: Name;
  readonly protocol: Name;
  readonly ends: readonly ({ readonly role: Name; readonly holder: Name; readonly variable: Name; readonly span: Span } & Commented)[];
  readonly span: Span;
}

/** The local type of a role in a context. A `continue` may name any `rec` of the same member, also one that it does not stand in: a state of an automaton. */
export interface LocalBlock extends Closed {
  readonly statements: readonly LocalStatement[];
  readonly span: Span;
}

export type LocalStatement = Commented & { readonly span: Span } & (
    | { readonly kind: "send" | "receive"; readonly peer: Name; readonly label: Name; readonly payload: readonly PayloadItem[] } // B!label(T);   B?label(x: T);
    | { readonly kind: "choice"; readonly branches: readonly LocalBlock[] } //                                                      choice { … } or { … }   (an empty branch may end)
    | { readonly kind: "rec"; readonly variable: Name; readonly body: LocalBlock } //                                               rec X { … }   (falling off the end leaves it)
    | { readonly kind: "continue"; readonly variable: Name } //                                                                     continue X;
    | { readonly kind: "unsupported"; readonly construct: string; readonly text: string }
  );

/** `A { B!ask(int); B?yes(); }`: a member of a context, the role with its local type. */
export interface ContextMember extends Commented {
  readonly role: Name;
  readonly body: LocalBlock;
  readonly span: Span;
}
