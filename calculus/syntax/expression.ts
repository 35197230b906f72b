/**
 * Expressions: pure, first-order, partial only by the operations that the language reference lists (a failure is the labelled step `fail_A`).
 * Names are resolved by scope (local, field, constant, constructor); shadowing is an error, so a name has one meaning in its place.
 */
import type { Span } from "../diagnostics/index.ts";
import type { Name } from "./names.ts";

export type UnaryOperator = "not" | "-";
export type BinaryOperator = "implies" | "or" | "and" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

export type Expression =
  | { readonly kind: "boolean"; readonly value: boolean; readonly span: Span } //                                        true
  | { readonly kind: "integer"; readonly value: bigint; readonly span: Span } //                                         42
  | { readonly kind: "string"; readonly value: string; readonly span: Span } //                                          "TAPL"
  | { readonly kind: "unit"; readonly span: Span } //                                                                    unit
  | { readonly kind: "name"; readonly name: Name; readonly span: Span } //                                               x   (variable, constant, nullary constructor, `none`)
  | { readonly kind: "call"; readonly name: Name; readonly arguments: readonly Expression[]; readonly span: Span } //    f(e, …)   (function, built-in, enum constructor, `some`)
  | { readonly kind: "record"; readonly name: Name; readonly fields: readonly { readonly name: Name; readonly value: Expression }[]; readonly span: Span } // R(f: e, …)
  | { readonly kind: "list"; readonly items: readonly Expression[]; readonly span: Span } //                             [e, …]
  | { readonly kind: "set"; readonly items: readonly Expression[]; readonly span: Span } //                              set[e, …]
  | { readonly kind: "map"; readonly entries: readonly { readonly key: Expression; readonly value: Expression }[]; readonly span: Span } // map[k: v, …]
  | { readonly kind: "field"; readonly of: Expression; readonly name: Name; readonly span: Span } //                     e.f   (in a property, `A.x` is the role's variable)
  | { readonly kind: "index"; readonly of: Expression; readonly index: Expression; readonly span: Span } //              e[i]
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression; readonly span: Span } //   not e
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression; readonly span: Span } // e + e
  | { readonly kind: "if"; readonly condition: Expression; readonly then: Expression; readonly else: Expression; readonly span: Span }; // if e then e else e
