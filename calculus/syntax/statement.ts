/** Statements of a choreography as written (language.md, statements). The calculus in `core/` is what they mean. */
import type { Span } from "../diagnostics/index.ts";
import type { Closed, Commented } from "./comments.ts";
import type { Expression } from "./expression.ts";
import type { Name } from "./names.ts";
import type { Type } from "./types.ts";

export interface Block extends Closed {
  readonly statements: readonly Statement[];
  readonly span: Span;
}

/** `any int where value > 0`, `any 0..9`, or plain `any` (the declared type of the place it initialises). */
export type AnyDomain =
  | { readonly kind: "type"; readonly type: Type; readonly span: Span }
  | { readonly kind: "range"; readonly low: Expression; readonly high: Expression; readonly span: Span }
  | { readonly kind: "where"; readonly predicate: Expression; readonly span: Span } //   any where value > 0
  | { readonly kind: "declared"; readonly span: Span };

export type PlainSource = { readonly kind: "expression"; readonly expression: Expression } | { readonly kind: "any"; readonly domain: AnyDomain };

/** What a role of a choreography assigns: `e`, `any …`, or either behind `journal`, which a replay does not evaluate again. */
export type Source = PlainSource | { readonly kind: "journal"; readonly source: PlainSource; readonly span: Span };

export type Pattern =
  | { readonly kind: "constructor"; readonly name: Name; readonly variables: readonly Name[]; readonly span: Span } //   Some(x), Red, some(x), none
  | { readonly kind: "literal"; readonly value: Expression; readonly span: Span } //                                     0, true, "x"
  | { readonly kind: "wildcard"; readonly span: Span }; //                                                               _

interface Common extends Commented {
  readonly span: Span;
  /** `'name:` before the statement, for positions in properties. */
  readonly label?: Name;
}

export type Statement = Common &
  (
    | {
        readonly kind: "communicate";
        readonly from: Name;
        readonly expressions: readonly Expression[];
        readonly to: Name;
        readonly variables: readonly Name[];
        readonly message?: Name;
      } // A.e -> B.x : l;
    | { readonly kind: "select"; readonly from: Name; readonly to: readonly Name[]; readonly message: Name } //          A -> B, C : l;
    | { readonly kind: "assign"; readonly role: Name; readonly variable: Name; readonly source: Source } //              A.x := e;
    | ({
        readonly kind: "local";
        readonly role: Name;
        readonly assignments: readonly ({ readonly variable: Name; readonly source: Source; readonly span: Span } & Commented)[];
      } & Closed) // A { x := e; … }
    | { readonly kind: "if"; readonly role: Name; readonly condition: Expression; readonly then: Block; readonly else?: Block } // if A.e { … } else { … }   (`else if` is a block of one `if`)
    | ({
        readonly kind: "match";
        readonly role: Name;
        readonly scrutinee: Expression;
        readonly cases: readonly ({ readonly pattern: Pattern; readonly body: Block } & Commented)[];
      } & Closed) // match A.e { P => { … } … }
    | { readonly kind: "choose"; readonly role: Name; readonly branches: readonly Block[] } //                           choose A { … } or { … }
    | { readonly kind: "while"; readonly role: Name; readonly condition: Expression; readonly body: Block } //           while A.e { … }
    | { readonly kind: "loop"; readonly name: Name; readonly body: Block } //                                            loop L { … }   (falling off the end repeats)
    | { readonly kind: "continue" | "break"; readonly loop: Name } //                                                    continue L;
    | { readonly kind: "call"; readonly choreography: Name; readonly roles: readonly Name[]; readonly arguments: readonly Expression[] } // call C(A, B; e);
    | { readonly kind: "perform"; readonly role: Name; readonly variable?: Name; readonly transaction: Name; readonly arguments: readonly Expression[] } // A.x := perform t(e);
    | { readonly kind: "saga"; readonly body: Block; readonly else?: Block } //                                          saga { … } else { … }
    | { readonly kind: "abort"; readonly role: Name } //                                                                 abort A;   (in a saga)
    | { readonly kind: "assert" | "assume"; readonly role: Name; readonly condition: Expression } //                     assert A.e;
    | { readonly kind: "unsupported"; readonly construct: string; readonly text: string } //                             par { … }: known, refused, kept as written
  );
