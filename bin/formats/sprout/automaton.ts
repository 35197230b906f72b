/** A global automaton as a Sprout file has it: states, registers, and messages whose values satisfy conditions. */
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { DataCondition, Name } from "../../../calculus/syntax/index.ts";

/** What a transition says of the value that it sends, at a glance: nothing, which constant it is, or something else. */
export type Kind = { readonly kind: "any" } | { readonly kind: "constant"; readonly value: bigint } | { readonly kind: "data" };

export interface Transition {
  readonly source: Name;
  readonly from: Name;
  readonly to: Name;
  readonly variable: Name;
  readonly kind: Kind;
  readonly condition: DataCondition;
  readonly target: Name;
  readonly span: Span;
}

/** What the registers begin with. */
export interface Registers {
  readonly names: readonly string[];
  readonly start: DataCondition;
  readonly span: Span;
}

export interface SproutAutomaton {
  readonly initial: Name;
  /** Where the file has any. */
  readonly registers: Registers | undefined;
  readonly transitions: readonly Transition[];
  readonly finals: readonly Name[];
}
