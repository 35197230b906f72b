/**
 * Expressions as text, with the fewest parentheses. Canonical: equal expressions (spans aside) have equal texts, and different ones different texts,
 * so the text can be the key of an expression.
 */
import { assertNever } from "../assert-never.ts";
import type { BinaryOperator, Expression } from "./expression.ts";
import { printString } from "./print-string.ts";

/** How tightly an expression holds together; an operand of a lower level than its place asks for is written in parentheses. */
export const level = { if: 0, implies: 1, or: 2, and: 3, not: 4, comparison: 5, additive: 6, multiplicative: 7, unary: 8, postfix: 9 } as const;

const binaryLevels: Readonly<Record<BinaryOperator, readonly [own: number, left: number, right: number]>> = {
  implies: [level.implies, level.or, level.implies],
  or: [level.or, level.or, level.and],
  and: [level.and, level.and, level.not],
  "==": [level.comparison, level.additive, level.additive],
  "!=": [level.comparison, level.additive, level.additive],
  "<": [level.comparison, level.additive, level.additive],
  "<=": [level.comparison, level.additive, level.additive],
  ">": [level.comparison, level.additive, level.additive],
  ">=": [level.comparison, level.additive, level.additive],
  "+": [level.additive, level.additive, level.multiplicative],
  "-": [level.additive, level.additive, level.multiplicative],
  "*": [level.multiplicative, level.multiplicative, level.unary],
  "/": [level.multiplicative, level.multiplicative, level.unary],
  "%": [level.multiplicative, level.multiplicative, level.unary],
};

/** The text of an expression where any expression may stand. Linear in its size. */
export function printExpression(expression: Expression): string {
  return printAt(expression, level.if);
}

/** The text of an expression in a place that asks for `least` level: in parentheses if it is looser. */
export function printAt(expression: Expression, least: number): string {
  switch (expression.kind) {
    case "boolean":
      return expression.value ? "true" : "false";
    case "integer": {
      const digits = expression.value.toString();
      return expression.value < 0n && least > level.unary ? `(${digits})` : digits;
    }
    case "string":
      return printString(expression.value);
    case "unit":
      return "unit";
    case "name":
      return expression.name.text;
    case "call":
      return `${expression.name.text}(${printList(expression.arguments)})`;
    case "record":
      return `${expression.name.text}(${expression.fields.map((field) => `${field.name.text}: ${printExpression(field.value)}`).join(", ")})`;
    case "list":
      return `[${printList(expression.items)}]`;
    case "set":
      return `set[${printList(expression.items)}]`;
    case "map":
      return `map[${expression.entries.map((entry) => `${printExpression(entry.key)}: ${printExpression(entry.value)}`).join(", ")}]`;
    case "field":
      return `${printAt(expression.of, level.postfix)}.${expression.name.text}`;
    case "index":
      return `${printAt(expression.of, level.postfix)}[${printExpression(expression.index)}]`;
    case "unary": {
      const not = expression.operator === "not";
      const own = not ? level.not : level.unary;
      const text = `${not ? "not " : "-"}${printAt(expression.operand, own)}`;
      return own < least ? `(${text})` : text;
    }
    case "binary": {
      const [own, left, right] = binaryLevels[expression.operator];
      const text = `${printAt(expression.left, left)} ${expression.operator} ${printAt(expression.right, right)}`;
      return own < least ? `(${text})` : text;
    }
    case "if": {
      const text = `if ${printExpression(expression.condition)} then ${printExpression(expression.then)} else ${printExpression(expression.else)}`;
      return least > level.if ? `(${text})` : text;
    }
    default:
      return assertNever(expression);
  }
}

/** The text of an expression behind `A.`: a primary as it is, anything looser in parentheses. */
export function printLocated(expression: Expression): string {
  return printAt(expression, level.postfix);
}

function printList(expressions: readonly Expression[]): string {
  return expressions.map(printExpression).join(", ");
}
