/** The direct parts of an expression: the one place that knows where expressions stand inside expressions. */
import { assertNever } from "../assert-never.ts";
import type { Expression } from "./expression.ts";
import type { Name } from "./names.ts";

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

/** The variables of an expression from left to right, with repetitions; constants and constructors without arguments are among them. Linear. */
export function variablesOf(expression: Expression): readonly Name[] {
  return expression.kind === "name" ? [expression.name] : partsOf(expression).flatMap(variablesOf);
}

/** Names whose value is that of a refined value, by a conjunct `value == x` of the refinement. Linear in the conjuncts. */
export function namesOfValue(predicate: Expression): readonly string[] {
  if (predicate.kind !== "binary") return [];
  const { operator, left, right } = predicate;
  if (operator === "and") return [...namesOfValue(left), ...namesOfValue(right)];
  if (operator !== "==" || left.kind !== "name" || right.kind !== "name") return [];
  const [one, other] = [left.name.text, right.name.text];
  return one === "value" ? [other] : other === "value" ? [one] : [];
}
