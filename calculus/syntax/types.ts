/** Types of values (language.md, declarations). Concrete syntax beside each constructor. */
import type { Span } from "../diagnostics/index.ts";
import type { Expression } from "./expression.ts";
import type { Name } from "./names.ts";

export type Type =
  | { readonly kind: "primitive"; readonly name: "bool" | "int" | "string" | "unit"; readonly span: Span } //          bool
  | { readonly kind: "named"; readonly name: Name; readonly span: Span } //                                             Price
  | { readonly kind: "list" | "set" | "option"; readonly element: Type; readonly span: Span } //                        list<T>
  | { readonly kind: "map"; readonly key: Type; readonly value: Type; readonly span: Span } //                          map<K, V>
  | { readonly kind: "refined"; readonly base: Type; readonly predicate: Expression; readonly span: Span }; //          int where value > 0
