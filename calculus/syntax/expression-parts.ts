/** The direct parts of an expression: the one place that knows where expressions stand inside expressions. */
import { assertNever } from "../assert-never.ts";
import type { Expression } from "./expression.ts";

/** The direct sub-expressions, from left to right. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "boolean":
    case "integer":
    case "string":
    case "unit":
    case "name":
      return [];
    case "call":
      return expression.arguments;
    case "record":
      return expression.fields.map(({ value }) => value);
    case "list":
    case "set":
      return expression.items;
    case "map":
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case "field":
      return [expression.of];
    case "index":
      return [expression.of, expression.index];
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "if":
      return [expression.condition, expression.then, expression.else];
    default:
      return assertNever(expression);
  }
}
