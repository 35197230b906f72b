/** The conjuncts of a formula, with negations pushed inwards as far as they separate conjuncts: ¬(φ or ψ) has two. */
import type { Formula } from "../../calculus/syntax/index.ts";

/** φ, or ¬φ. */
export interface Conjunct {
  readonly formula: Formula;
  readonly negated: boolean;
}

/** Conjuncts whose conjunction is equivalent to φ (to ¬φ when `negated`), from left to right. Linear. */
export function conjunctsOf(formula: Formula, negated = false): readonly Conjunct[] {
  switch (formula.kind) {
    case "not":
      return conjunctsOf(formula.operand, !negated);
    case "and":
      return negated ? [{ formula, negated }] : [...conjunctsOf(formula.left), ...conjunctsOf(formula.right)];
    case "or":
      return negated ? [...conjunctsOf(formula.left, true), ...conjunctsOf(formula.right, true)] : [{ formula, negated }];
    case "implies":
      return negated ? [...conjunctsOf(formula.left), ...conjunctsOf(formula.right, true)] : [{ formula, negated }];
    default:
      return [{ formula, negated }];
  }
}
