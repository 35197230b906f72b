/**
 * Types of expressions over variables of loops, which are not part of the tree and so are not judged with it: the operators of nuScr, names of payloads and
 * variables of the loops around.
 */
import type { Expression, Name } from "../../../calculus/syntax/index.ts";
import type { Reading } from "./reading.ts";

/** The names in an expression, in the order of the text. Linear in the expression, which its reader bounds. */
export function namesIn(expression: Expression): readonly Name[] {
  switch (expression.kind) {
    case "name":
      return [expression.name];
    case "unary":
      return namesIn(expression.operand);
    case "binary":
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    default:
      return [];
  }
}

/** The name of an expression's type; `own` is that of `value`. What is wrong inside is reported, and then it is undefined. */
function typeOf(expression: Expression, reading: Reading, own?: string): string | undefined {
  const { cursor, loops, sent } = reading;

  function expected(part: Expression, type: string): void {
    const found = typed(part);
    if (found !== undefined && found !== type) cursor.report("type-mismatch", part.span, `expected ${type}, found ${found}`);
  }

  function typed(part: Expression): string | undefined {
    switch (part.kind) {
      case "integer":
        return "int";
      case "boolean":
        return "bool";
      case "string":
        return "string";
      case "name": {
        const { text, span } = part.name;
        if (text === "value") return own;
        const variables = loops.toReversed().flatMap(({ variables: those }) => those);
        const type = variables.find(({ name }) => name.text === text)?.type ?? sent.get(text);
        if (type === undefined && !sent.has(text)) cursor.report("unknown-name", span, `there is no payload or variable \`${text}\` here`);
        return type;
      }
      case "unary": {
        const type = part.operator === "not" ? "bool" : "int";
        expected(part.operand, type);
        return type;
      }
      case "binary":
        return operation(part);
      default:
        return undefined;
    }
  }

  function operation({ operator, left, right }: Extract<Expression, { kind: "binary" }>): string | undefined {
    switch (operator) {
      case "==":
      case "!=": {
        const type = typed(left);
        if (type === undefined) typed(right);
        else expected(right, type);
        return "bool";
      }
      case "and":
      case "or":
        expected(left, "bool");
        expected(right, "bool");
        return "bool";
      case "+":
      case "-":
        expected(left, "int");
        expected(right, "int");
        return "int";
      default:
        expected(left, "int");
        expected(right, "int");
        return "bool";
    }
  }

  return typed(expression);
}

/** Reports an expression that does not have the type that is asked of it. */
export function checkType(expression: Expression, type: string, reading: Reading, own?: string): void {
  const found = typeOf(expression, reading, own);
  if (found !== undefined && found !== type) reading.cursor.report("type-mismatch", expression.span, `expected ${type}, found ${found}`);
}
