/**
 * Global protocols with data as automata: states, registers, and transitions whose conditions speak of the value that is sent, the registers before, and the
 * registers afterwards (Li, Stutz, Wies and Zufferey, OOPSLA 2025, symbolic protocols). All values are integers. A register that a transition does not speak of
 * as it is afterwards keeps its value.
 */
import type { Span } from "../diagnostics/index.ts";
import type { Name } from "./names.ts";

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%";
export type ComparisonOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

export type DataTerm =
  | { readonly kind: "integer"; readonly value: bigint }
  /** What is sent. */
  | { readonly kind: "sent" }
  /** A register, before the transition or after it. */
  | { readonly kind: "before" | "after"; readonly register: string }
  /** Division is Euclid's, as in SMT-LIB. */
  | { readonly kind: "arithmetic"; readonly operator: ArithmeticOperator; readonly left: DataTerm; readonly right: DataTerm };

export type DataCondition =
  | { readonly kind: "constant"; readonly value: boolean }
  /** One that divides by zero does not hold. */
  | { readonly kind: "comparison"; readonly operator: ComparisonOperator; readonly left: DataTerm; readonly right: DataTerm }
  | { readonly kind: "not"; readonly of: DataCondition }
  | { readonly kind: "and" | "or"; readonly left: DataCondition; readonly right: DataCondition };

/** s --p→q:x {φ}--> s' */
export interface SymbolicTransition {
  readonly sender: Name;
  readonly receiver: Name;
  readonly condition: DataCondition;
  /** Its place in the states. */
  readonly target: number;
  readonly span: Span;
}

export interface SymbolicState {
  /** As the file calls it. */
  readonly name: Name;
  readonly isFinal: boolean;
  readonly transitions: readonly SymbolicTransition[];
}

export interface SymbolicAutomaton {
  readonly registers: readonly string[];
  readonly initial: number;
  /** What holds of the registers at first. */
  readonly start: DataCondition;
  readonly startSpan: Span;
  readonly states: readonly SymbolicState[];
}
