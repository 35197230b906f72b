/** Properties (language.md, properties): linear-time shapes over state formulas. */
import type { Span } from "../diagnostics/index.ts";
import type { Expression } from "./expression.ts";
import type { Name } from "./names.ts";

export type Fairness = "no-fairness" | "weak-fairness" | "strong-fairness";

/** A formula about one global state. Precedence: not, comparison, and, or, implies. */
export type Formula =
  | { readonly kind: "not"; readonly operand: Formula; readonly span: Span }
  | { readonly kind: "and" | "or" | "implies"; readonly left: Formula; readonly right: Formula; readonly span: Span }
  | { readonly kind: "expression"; readonly expression: Expression; readonly span: Span } //                          Seller.stock >= 0   (`A.x` is a `field` of the name A)
  | { readonly kind: "is-set"; readonly role: Name; readonly variable: Name; readonly span: Span } //                  A.x is set
  | { readonly kind: "sent" | "received"; readonly from: Name; readonly to: Name; readonly message?: Name; readonly span: Span } // sent A -> B : l   (true in the state just after the step)
  | { readonly kind: "at-end"; readonly role: Name; readonly span: Span } //                                           A at end
  | { readonly kind: "at-label"; readonly role: Name; readonly label: Name; readonly span: Span }; //                  A at 'name

export type Property =
  | { readonly kind: "always" | "never" | "finally" | "witness"; readonly formula: Formula; readonly span: Span }
  | { readonly kind: "eventually"; readonly formula: Formula; readonly fairness?: Fairness; readonly span: Span }
  | { readonly kind: "leads-to" | "until"; readonly left: Formula; readonly right: Formula; readonly fairness?: Fairness; readonly span: Span };
