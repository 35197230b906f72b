/** Which parts of an expression decide whether it has a value at all: the divisor of a division, what is looked up, the conditions that lead to them. */
import type { Expression } from "../../../calculus/syntax/index.ts";
import { partsOf } from "../../../calculus/syntax/index.ts";

/**
 * The parts on whose values it depends whether the expression has a value; none for a total one. `isTotal` knows the definitions of the program (`totality`). It may name too
 * many, never too few. Quadratic in the expression.
 */
export function decidingParts(expression: Expression, isTotal: (expression: Expression) => boolean): readonly Expression[] {
  if (isTotal(expression)) return [];
  const inside = partsOf(expression).flatMap((part) => decidingParts(part, isTotal));
  switch (expression.kind) {
    case "binary": {
      const { operator, left, right } = expression;
      if (operator === "/" || operator === "%") return [right, ...inside];
      const isShortened = operator === "and" || operator === "or" || operator === "implies";
      return isShortened && !isTotal(right) ? [left, ...inside] : inside;
    }
    case "if": {
      const isSafe = isTotal(expression.then) && isTotal(expression.else);
      return isSafe ? inside : [expression.condition, ...inside];
    }
    case "index":
      return [expression.of, expression.index, ...inside];
    case "call":
      return [...expression.arguments, ...inside];
    default:
      return inside;
  }
}
