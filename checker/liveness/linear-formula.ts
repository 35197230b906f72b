/**
 * Formulas of linear time without `next`, in negation normal form: what the properties about whole runs are made of (Pnueli, The temporal logic of
 * programs, FOCS 1977; Lamport, What good is temporal logic?, 1983, for leaving `next` out). Atoms are numbers: what they mean is said elsewhere.
 */
import { assertNever } from "../../calculus/assert-never.ts";

export type LinearFormula =
  | { readonly kind: "true" | "false" }
  | { readonly kind: "literal"; readonly atom: number; readonly negated: boolean }
  | { readonly kind: "and" | "or" | "until" | "release"; readonly left: LinearFormula; readonly right: LinearFormula };

const truth: LinearFormula = { kind: "true" };
const falsity: LinearFormula = { kind: "false" };

/** The atom is true. */
export function atom(number: number): LinearFormula {
  return { kind: "literal", atom: number, negated: false };
}

export function and(left: LinearFormula, right: LinearFormula): LinearFormula {
  return { kind: "and", left, right };
}

export function or(left: LinearFormula, right: LinearFormula): LinearFormula {
  return { kind: "or", left, right };
}

/** φ U ψ, strong: ψ comes, and up to then φ holds. */
export function until(left: LinearFormula, right: LinearFormula): LinearFormula {
  return { kind: "until", left, right };
}

/** ◇φ */
export function eventually(formula: LinearFormula): LinearFormula {
  return until(truth, formula);
}

/** □φ */
export function always(formula: LinearFormula): LinearFormula {
  return { kind: "release", left: falsity, right: formula };
}

/** ¬φ, with the negation at the atoms. Linear. */
export function negation(formula: LinearFormula): LinearFormula {
  switch (formula.kind) {
    case "true":
      return falsity;
    case "false":
      return truth;
    case "literal":
      return { ...formula, negated: !formula.negated };
    case "and":
      return or(negation(formula.left), negation(formula.right));
    case "or":
      return and(negation(formula.left), negation(formula.right));
    case "until":
      return { kind: "release", left: negation(formula.left), right: negation(formula.right) };
    case "release":
      return until(negation(formula.left), negation(formula.right));
    default:
      return assertNever(formula);
  }
}

/** The formula as text, equal for equal formulas. */
export function formulaText(formula: LinearFormula): string {
  switch (formula.kind) {
    case "true":
    case "false":
      return formula.kind;
    case "literal":
      return `${formula.negated ? "¬" : ""}a${String(formula.atom)}`;
    case "and":
      return `(${formulaText(formula.left)} ∧ ${formulaText(formula.right)})`;
    case "or":
      return `(${formulaText(formula.left)} ∨ ${formulaText(formula.right)})`;
    case "until":
      return `(${formulaText(formula.left)} U ${formulaText(formula.right)})`;
    case "release":
      return `(${formulaText(formula.left)} R ${formulaText(formula.right)})`;
    default:
      return assertNever(formula);
  }
}
