/** Canonical texts of expressions without their source places: equal keys exactly for equal expressions, as merging and term keys need them. */
import { assertNever } from "../assert-never.ts";
import type { Expression } from "../syntax/index.ts";
import { valueKey } from "./key.ts";

const keys = new WeakMap<Expression, string>();

const all = (expressions: readonly Expression[]): string => expressions.map(expressionKey).join(",");

function build(expression: Expression): string {
  switch (expression.kind) {
    case "boolean":
    case "integer":
    case "string":
      return valueKey(expression.value);
    case "unit":
      return "U";
    case "name":
      return `$${expression.name.text}`;
    case "call":
      return `$${expression.name.text}(${all(expression.arguments)})`;
    case "record":
      return `$${expression.name.text}{${expression.fields.map((field) => `${field.name.text}:${expressionKey(field.value)}`).join(",")}}`;
    case "list":
      return `[${all(expression.items)}]`;
    case "set":
      return `set[${all(expression.items)}]`;
    case "map":
      return `map[${expression.entries.map((entry) => `${expressionKey(entry.key)}:${expressionKey(entry.value)}`).join(",")}]`;
    case "field":
      return `(${expressionKey(expression.of)}).${expression.name.text}`;
    case "index":
      return `(${expressionKey(expression.of)})[${expressionKey(expression.index)}]`;
    case "unary":
      return `(${expression.operator} ${expressionKey(expression.operand)})`;
    case "binary":
      return `(${expressionKey(expression.left)} ${expression.operator} ${expressionKey(expression.right)})`;
    case "if":
      return `(if ${expressionKey(expression.condition)} then ${expressionKey(expression.then)} else ${expressionKey(expression.else)})`;
    default:
      return assertNever(expression);
  }
}

/** A text that determines the expression up to spans. Computed once for each node. */
export function expressionKey(expression: Expression): string {
  const known = keys.get(expression);
  if (known !== undefined) return known;
  const key = build(expression);
  keys.set(expression, key);
  return key;
}
