/** Canonical texts of expressions without their source places, as merging and term keys need them: what `fmt` would write. */
import { printExpression } from "../syntax/index.ts";
import type { Expression } from "../syntax/index.ts";

const keys = new WeakMap<Expression, string>();

/** A text that determines the expression up to spans: printing is canonical and parses back. Computed once for each expression. */
export function expressionKey(expression: Expression): string {
  const known = keys.get(expression);
  if (known !== undefined) return known;
  const key = printExpression(expression);
  keys.set(expression, key);
  return key;
}
