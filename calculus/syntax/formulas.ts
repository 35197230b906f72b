/** The one way to read a boolean expression as a formula, so that equal formulas are equal trees. */
import type { Expression } from "./expression.ts";
import type { Formula } from "./property.ts";

/**
 * Reads an expression as a formula: `not`, `and`, `or` and `implies` at its top become formulas, what is below them stays an expression.
 * A formula of kind "expression" built by the parsers therefore never has a connective on top. Recursion is bounded by the height of the expression.
 */
export function formulaOf(expression: Expression): Formula {
  if (expression.kind === "unary" && expression.operator === "not") return { kind: "not", operand: formulaOf(expression.operand), span: expression.span };
  if (expression.kind === "binary") {
    const { operator, left, right, span } = expression;
    if (operator === "and" || operator === "or" || operator === "implies") return { kind: operator, left: formulaOf(left), right: formulaOf(right), span };
  }
  return { kind: "expression", expression, span: expression.span };
}
