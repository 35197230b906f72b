/** A global automaton as a Sprout file has it: states, and messages whose values satisfy conditions. */
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { Name } from "../../../calculus/syntax/index.ts";

/** What a transition says of the value that it sends: nothing, which constant it is, or something that needs a solver. */
export type Condition = { readonly kind: "any" } | { readonly kind: "constant"; readonly value: bigint } | { readonly kind: "data" };

export interface Transition {
  readonly source: Name;
  readonly from: Name;
  readonly to: Name;
  readonly variable: Name;
  readonly condition: Condition;
  /** Of the condition, with its braces. */
  readonly conditionSpan: Span;
  readonly target: Name;
  readonly span: Span;
}

export interface SproutAutomaton {
  readonly initial: Name;
  /** What the registers begin with, where the file has any. */
  readonly registers: Span | undefined;
  readonly transitions: readonly Transition[];
  readonly finals: readonly Name[];
}
