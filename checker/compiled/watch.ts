/** What a compiled exploration looks for. The first sighting of each watch is kept, in the order of the breadth-first search. */
import type { Formula } from "../../calculus/syntax/index.ts";

export type Watch =
  /** A state that has the error (../explicit-state/network-errors.ts). */
  | { readonly kind: "deadlock" | "orphan" | "reception" }
  /** A state in which nobody moves, whether that is wrong or not. */
  | { readonly kind: "terminal" }
  /** A state in which a choice or a function without body has no value to give: whoever asks has no step. */
  | { readonly kind: "no-value" }
  /** A step that fails, that finds an assertion false, or by a command with one of these rules. */
  | { readonly kind: "failure" | "violation" }
  | { readonly kind: "rule"; readonly rules: ReadonlySet<string> }
  /**
   * A state where the formula of a property has this truth value, or none: any state that is entered, or a final one; or the target of a step, for formulas
   * that read events (initial states are looked at as targets of no event).
   */
  | { readonly kind: "formula"; readonly formula: Formula; readonly wanted: boolean; readonly at: "states" | "final-states" | "steps" };
