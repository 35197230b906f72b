/** Builds expressions from concrete syntax. */
import type { BinaryOperator, Expression } from "../../syntax/index.ts";
import { decodeString } from "../string-literal.ts";
import { elements, part, type Concrete } from "./concrete.ts";
import { between, nameOf, spanOf, textOf, type Source } from "./source.ts";

/** Builds an expression from any of its levels; a level with nothing of its own is looked through. */
export function buildExpression(source: Source, node: Concrete): Expression {
  const build = (index: number): Expression => buildExpression(source, part(node, index));
  const span = spanOf(source, node);
  switch (node.rule) {
    case "Expression_if":
      return { kind: "if", condition: build(1), then: build(3), else: build(5), span };
    case "Implication_implies":
      return { kind: "binary", operator: "implies", left: build(0), right: build(2), span };
    case "Disjunction":
    case "Conjunction":
    case "Additive":
    case "Multiplicative":
      return buildChain(source, node);
    case "Negation_not":
      return { kind: "unary", operator: "not", operand: build(1), span };
    case "Comparison_compared":
      return { kind: "binary", operator: operatorOf(source, part(node, 1)), left: build(0), right: build(2), span };
    case "Unary_negated":
      return { kind: "unary", operator: "-", operand: build(1), span };
    case "Postfix":
      return buildPostfix(source, node);
    case "Primary_parenthesised":
      return build(1);
    case "Primary_integer":
    case "integer":
      return { kind: "integer", value: BigInt(textOf(source, node)), span };
    case "Primary_string":
    case "string":
      return { kind: "string", value: decodeString(source.text, node.start, node.end), span };
    case "Primary_boolean":
      return { kind: "boolean", value: textOf(source, node) === "true", span };
    case "Primary_unit":
      return { kind: "unit", span };
    case "Primary_list":
      return { kind: "list", items: buildList(source, part(node, 1)), span };
    case "Primary_set":
      return { kind: "set", items: buildList(source, part(node, 2)), span };
    case "Primary_map":
      return {
        kind: "map",
        entries: elements(part(node, 2)).map((entry) => ({ key: buildExpression(source, part(entry, 0)), value: buildExpression(source, part(entry, 2)) })),
        span,
      };
    case "Primary_record":
      return {
        kind: "record",
        name: nameOf(source, part(node, 0)),
        fields: elements(part(node, 2)).map((field) => ({ name: nameOf(source, part(field, 0)), value: buildExpression(source, part(field, 2)) })),
        span,
      };
    case "Primary_call":
      return { kind: "call", name: nameOf(source, part(node, 0)), arguments: buildList(source, part(node, 2)), span };
    case "Primary_name":
      return { kind: "name", name: nameOf(source, part(node, 0)), span };
    case "Expression":
    case "Implication":
    case "Negation":
    case "Comparison":
    case "Unary":
    case "Primary":
      return build(0);
    default:
      throw new Error(`rule ${node.rule} builds no expression`);
  }
}

/** Builds the elements of a list of expressions. */
export function buildList(source: Source, list: Concrete): readonly Expression[] {
  return elements(list).map((element) => buildExpression(source, element));
}

/** `a op b op c` associates to the left. */
function buildChain(source: Source, node: Concrete): Expression {
  const operators = part(node, 1).parts;
  let left = buildExpression(source, part(node, 0));
  for (const [index, operand] of part(node, 2).parts.entries()) {
    const operator = operators[index];
    if (operator === undefined) throw new Error("an operand without operator");
    left = {
      kind: "binary",
      operator: operatorOf(source, operator),
      left,
      right: buildExpression(source, operand),
      span: between(source, node.start, operand.end),
    };
  }
  return left;
}

function buildPostfix(source: Source, node: Concrete): Expression {
  let expression = buildExpression(source, part(node, 0));
  for (const suffix of part(node, 1).parts) {
    const kind = part(suffix, 0);
    const span = between(source, node.start, suffix.end);
    if (kind.rule === "Suffix_field") expression = { kind: "field", of: expression, name: nameOf(source, part(kind, 1)), span };
    else expression = { kind: "index", of: expression, index: buildExpression(source, part(kind, 1)), span };
  }
  return expression;
}

const operators: ReadonlyMap<string, BinaryOperator> = new Map(
  (["implies", "or", "and", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"] as const).map((operator) => [operator, operator]),
);

function operatorOf(source: Source, node: Concrete): BinaryOperator {
  const operator = operators.get(textOf(source, node));
  if (operator === undefined) throw new Error(`no operator: ${textOf(source, node)}`);
  return operator;
}
