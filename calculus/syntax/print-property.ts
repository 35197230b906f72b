/** Properties and formulas as text, with the fewest parentheses. */
import { assertNever } from "../assert-never.ts";
import { level, printAt } from "./print-expression.ts";
import type { Formula, Property } from "./property.ts";

/** The text behind `property P =`. */
export function printProperty(property: Property): string {
  switch (property.kind) {
    case "always":
    case "never":
    case "finally":
    case "witness":
      return `${property.kind} ${printFormula(property.formula)}`;
    case "eventually":
      return `eventually ${printFormula(property.formula)}${printFairness(property.fairness)}`;
    case "leads-to":
      return `${printFormula(property.left)} leads to ${printFormula(property.right)}${printFairness(property.fairness)}`;
    case "until":
      return `${printFormula(property.left)} until ${printFormula(property.right)}${printFairness(property.fairness)}`;
    default:
      return assertNever(property);
  }
}

function printFairness(fairness: string | undefined): string {
  return fairness === undefined ? "" : ` with ${fairness}`;
}

/** The text of a formula where any formula may stand. Linear in its size. */
export function printFormula(formula: Formula): string {
  return printFormulaAt(formula, level.implies);
}

function printFormulaAt(formula: Formula, least: number): string {
  switch (formula.kind) {
    case "implies":
      return parenthesised(`${printFormulaAt(formula.left, level.or)} implies ${printFormulaAt(formula.right, level.implies)}`, level.implies < least);
    case "or":
      return parenthesised(`${printFormulaAt(formula.left, level.or)} or ${printFormulaAt(formula.right, level.and)}`, level.or < least);
    case "and":
      return parenthesised(`${printFormulaAt(formula.left, level.and)} and ${printFormulaAt(formula.right, level.not)}`, level.and < least);
    case "not":
      return parenthesised(`not ${printFormulaAt(formula.operand, level.not)}`, level.not < least);
    case "expression":
      return printAt(formula.expression, level.comparison);
    case "is-set":
      return `${formula.role.text}.${formula.variable.text} is set`;
    case "sent":
    case "received":
      return `${formula.kind} ${formula.from.text} -> ${formula.to.text}${formula.message === undefined ? "" : ` : ${formula.message.text}`}`;
    case "at-end":
      return `${formula.role.text} at end`;
    case "at-label":
      return `${formula.role.text} at '${formula.label.text}`;
    default:
      return assertNever(formula);
  }
}

function parenthesised(text: string, needed: boolean): string {
  return needed ? `(${text})` : text;
}
