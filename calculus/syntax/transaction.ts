/** Transactions and the runtime that executes them, as written (docs/language.md, Transactions). What stands where in a transaction is said by typing. */
import type { Span } from "../diagnostics/index.ts";
import type { Closed, Commented } from "./comments.ts";
import type { Expression } from "./expression.ts";
import type { Name } from "./names.ts";
import type { PlainSource } from "./statement.ts";

export interface TransactionBlock extends Closed {
  readonly statements: readonly TransactionStatement[];
  readonly span: Span;
}

export type TransactionStatement = Commented & { readonly span: Span } & (
    | { readonly kind: "key"; readonly expression: Expression } //                                                            key n;
    | { readonly kind: "reads" | "writes"; readonly fields: readonly Name[] } //                                              reads x, y;
    | { readonly kind: "requires"; readonly condition: Expression } //                                                        requires e else abort;
    | { readonly kind: "assign"; readonly role?: Name; readonly variable: Name; readonly source: PlainSource } //             x := e;   (with a role it is refused)
    | { readonly kind: "if"; readonly condition: Expression; readonly then: TransactionBlock; readonly else?: TransactionBlock } // if e { … } else { … }
    | { readonly kind: "result"; readonly expression: Expression } //                                                         result e;
    | { readonly kind: "compensate"; readonly body: TransactionBlock } //                                                     compensate { … }
    | { readonly kind: "abort" } //                                                                                           abort;            refused
    | { readonly kind: "perform"; readonly transaction: Name; readonly arguments: readonly Expression[] } //                  perform t(e);     refused
  );

/** `ack completion;` or `sessions 2;` */
export type RuntimeSetting = Commented & { readonly name: Name; readonly value: Name; readonly span: Span };
