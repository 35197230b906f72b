/** A `.choreo` file as written: declarations, properties and expectations in order. Both parsers build exactly this. */
import type { Span } from "../diagnostics/index.ts";
import type { Closed, Commented } from "./comments.ts";
import type { Expression } from "./expression.ts";
import type { Name } from "./names.ts";
import type { Property } from "./property.ts";
import type { ContextMember, ProcessBlock, ProtocolBlock, SystemMember, SystemSession } from "./protocol.ts";
import type { Block, PlainSource } from "./statement.ts";
import type { SymbolicAutomaton } from "./symbolic-automaton.ts";
import type { RuntimeSetting, TransactionBlock } from "./transaction.ts";
import type { Type } from "./types.ts";

export interface FieldDeclaration extends Commented {
  readonly name: Name;
  readonly durable: boolean;
  readonly type: Type;
  readonly initial: PlainSource;
  readonly span: Span;
}

/** `P: Worker` (a formal role with Worker's state) or `A` (a declared role stands for itself). */
export interface RoleParameter {
  readonly name: Name;
  readonly state?: Name;
}

/** `n: int at A` */
export interface ValueParameter {
  readonly name: Name;
  readonly type: Type;
  readonly role: Name;
}

/** An item of `expect`: `deadlock-free = violated`, or for a property a bare verdict (`proved`, then `property` is absent). */
export interface ExpectItem {
  /** Built-in property with its arguments, numbers or words, as written: `bounded(2)` is { name: "bounded", arguments: ["2"] }. */
  readonly property?: { readonly name: string; readonly arguments: readonly string[] };
  readonly verdict?: string;
  readonly span: Span;
}

/** A clause of `faults F { … }`, as written. */
export type FaultClauseSyntax = Commented & { readonly span: Span; readonly atMost?: number } & (
    | { readonly kind: "crash"; readonly roles: readonly Name[]; readonly permanently: boolean } //                                     crash A, B permanently at most 2;  (no roles: anywhere)
    | { readonly kind: "exception"; readonly roles: readonly Name[] } //                                                                exception A, B at most 1;          (no roles: anywhere)
    | { readonly kind: "restart-broker" } //                                                                                            restart broker at most 1;
    | { readonly kind: "partition"; readonly from: Name; readonly to: Name } //                                                         partition A from B;
    | {
        readonly kind: "lose" | "duplicate" | "reorder" | "delay";
        readonly between?: { readonly from: Name; readonly to: Name; readonly label?: Name };
      } //     lose A -> B : l at most 1;
  );

interface Common extends Commented {
  readonly span: Span;
}

export type Declaration = Common &
  (
    | { readonly kind: "import"; readonly path: string }
    | { readonly kind: "role"; readonly roles: readonly ({ readonly name: Name; readonly fields: readonly FieldDeclaration[] } & Closed)[] } // role A, B;  role A { … }
    | { readonly kind: "const"; readonly name: Name; readonly value: Expression }
    | { readonly kind: "type"; readonly name: Name; readonly type: Type }
    | ({
        readonly kind: "enum";
        readonly name: Name;
        readonly constructors: readonly ({ readonly name: Name; readonly payload: readonly Type[] } & Commented)[];
      } & Closed)
    | ({ readonly kind: "record"; readonly name: Name; readonly fields: readonly ({ readonly name: Name; readonly type: Type } & Commented)[] } & Closed)
    | {
        readonly kind: "function";
        readonly name: Name;
        readonly parameters: readonly { readonly name: Name; readonly type: Type }[];
        readonly result: Type;
        readonly requires?: Expression;
        readonly ensures?: Expression;
        readonly body?: Expression;
      }
    | {
        readonly kind: "choreography";
        readonly name: Name;
        readonly roles: readonly RoleParameter[];
        readonly parameters: readonly ValueParameter[];
        readonly implements?: Name;
        readonly body: Block;
      }
    | { readonly kind: "protocol"; readonly name: Name; readonly roles: readonly Name[]; readonly body: ProtocolBlock } // protocol P(A, B) { … }
    | { readonly kind: "symbolic-protocol"; readonly name: Name; readonly roles: readonly Name[]; readonly automaton: SymbolicAutomaton } // of other formats only
    | {
        readonly kind: "process";
        readonly name: Name;
        readonly parameters: readonly { readonly name: Name; readonly type: Type }[];
        readonly role: Name;
        readonly protocol?: Name;
        readonly body: ProcessBlock;
      } // process Name(x: T) plays A in P { … }   (without `in P`: in no protocol)
    | ({ readonly kind: "system"; readonly name: Name; readonly members: readonly SystemMember[]; readonly sessions: readonly SystemSession[] } & Closed) // system S { A = Name; session q : Q { … } }
    | ({ readonly kind: "context"; readonly name: Name; readonly members: readonly ContextMember[] } & Closed) // context C { A { … } B { … } }
    | ({ readonly kind: "faults"; readonly name: Name; readonly clauses: readonly FaultClauseSyntax[] } & Closed) // faults F { crash A at most 1; }
    | {
        readonly kind: "transaction";
        /** The words before `transaction`: effect classes. */
        readonly classes: readonly Name[];
        readonly name: Name;
        readonly parameters: readonly { readonly name: Name; readonly type: Type }[];
        readonly role: Name;
        readonly result?: Type;
        readonly body: TransactionBlock;
      } // idempotent transaction t(x: T) at A : U { … }
    | ({ readonly kind: "runtime"; readonly preset?: Name; readonly settings: readonly RuntimeSetting[] } & Closed) // runtime replay as-implemented { journal on; }
    | { readonly kind: "property"; readonly name: Name; readonly of?: Name; readonly property: Property }
    | {
        readonly kind: "expect";
        readonly subject: Name;
        readonly faults?: Name;
        /** Its words as written, with one space between them: `mailbox bounded(2)`. */
        readonly network?: string;
        readonly fairness?: string;
        readonly items: readonly ExpectItem[];
      }
    | { readonly kind: "expect-error"; readonly code: string; readonly role?: Name; readonly line?: number } //  expect error CODE [at ROLE|line N];
    | { readonly kind: "unsupported"; readonly construct: string; readonly text: string } //                     strategy S { … }: known, refused, kept as written
  );

export interface ParsedFile extends Closed {
  readonly declarations: readonly Declaration[];
  readonly span: Span;
  /** `// expect error CODE [at ROLE|line N]` on the first line, for files that do not parse. */
  readonly expectedError?: { readonly code: string; readonly role?: string; readonly line?: number };
}
