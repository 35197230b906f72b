/** What of a program a proof needs (docs/smt.md). */
import type { Span } from "../calculus/diagnostics/index.ts";

/** A place in the program that a proof may need: a statement, the initial value of a field, the contract of a function without body. */
export interface Ground {
  readonly kind: "statement" | "initial value" | "contract";
  readonly span: Span;
}

export type Core =
  /** `grounds`, in the order of the text, are enough; there are `of` altogether. `isLeast`: each of them was tried, and without it the argument is not shown. */
  | { readonly kind: "core"; readonly grounds: readonly Ground[]; readonly of: number; readonly isLeast: boolean }
  /** `reason`: a clause. */
  | { readonly kind: "none"; readonly reason: string };
