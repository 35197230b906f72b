/** Expressions and domains with their free names replaced by those of a machine's variables. */
import { assertNever } from "../assert-never.ts";
import type { Domain } from "../core/index.ts";
import type { Expression, Type } from "../syntax/index.ts";

/** The name of the machine's variable, or the same name where it is no variable. */
export type Renaming = (name: string) => string;

/** The expression with its names replaced; the same object where nothing changes. Linear; long sums are walked without recursion. */
export function renameExpression(expression: Expression, to: Renaming): Expression {
  const inside = (part: Expression): Expression => renameExpression(part, to);
  switch (expression.kind) {
    case "boolean":
    case "integer":
    case "string":
    case "unit":
      return expression;
    case "name": {
      const text = to(expression.name.text);
      return text === expression.name.text ? expression : { ...expression, name: { ...expression.name, text } };
    }
    case "call": {
      const changed = renameAll(expression.arguments, to);
      return changed === expression.arguments ? expression : { ...expression, arguments: changed };
    }
    case "list":
    case "set": {
      const items = renameAll(expression.items, to);
      return items === expression.items ? expression : { ...expression, items };
    }
    case "record": {
      const fields = expression.fields.map((field) => ({ ...field, value: inside(field.value) }));
      return fields.every(({ value }, index) => value === expression.fields[index]?.value) ? expression : { ...expression, fields };
    }
    case "map": {
      const entries = expression.entries.map(({ key, value }) => ({ key: inside(key), value: inside(value) }));
      const isSame = entries.every(({ key, value }, index) => {
        const before = expression.entries[index];
        return key === before?.key && value === before.value;
      });
      return isSame ? expression : { ...expression, entries };
    }
    case "field": {
      const of = inside(expression.of);
      return of === expression.of ? expression : { ...expression, of };
    }
    case "index": {
      const [of, index] = [inside(expression.of), inside(expression.index)];
      return of === expression.of && index === expression.index ? expression : { ...expression, of, index };
    }
    case "unary": {
      const operand = inside(expression.operand);
      return operand === expression.operand ? expression : { ...expression, operand };
    }
    case "binary":
      return renameSum(expression, to);
    case "if": {
      const [condition, then, otherwise] = [inside(expression.condition), inside(expression.then), inside(expression.else)];
      const isSame = condition === expression.condition && then === expression.then && otherwise === expression.else;
      return isSame ? expression : { ...expression, condition, then, else: otherwise };
    }
    default:
      return assertNever(expression);
  }
}

function renameSum(expression: Extract<Expression, { kind: "binary" }>, to: Renaming): Expression {
  const pending: Extract<Expression, { kind: "binary" }>[] = [];
  let leftmost: Expression = expression;
  while (leftmost.kind === "binary") {
    pending.push(leftmost);
    leftmost = leftmost.left;
  }
  let result = renameExpression(leftmost, to);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const right = renameExpression(next.right, to);
    result = result === next.left && right === next.right ? next : { ...next, left: result, right };
  }
  return result;
}

/** As `renameExpression`, for several; the same list where nothing changes. */
export function renameAll(expressions: readonly Expression[], to: Renaming): readonly Expression[] {
  const changed = expressions.map((expression) => renameExpression(expression, to));
  return changed.every((expression, index) => expression === expressions[index]) ? expressions : changed;
}

/** The domain with the names in its bounds or refinements replaced; `value` inside a refinement is bound there. */
export function renameDomain(domain: Domain, to: Renaming): Domain {
  if (domain.kind === "range") return { kind: "range", low: renameExpression(domain.low, to), high: renameExpression(domain.high, to) };
  return {
    kind: "type",
    type: renameType(domain.type, (name) => (name === "value" ? name : to(name))),
  };
}

function renameType(type: Type, to: Renaming): Type {
  switch (type.kind) {
    case "primitive":
    case "named":
      return type;
    case "list":
    case "set":
    case "option":
      return { ...type, element: renameType(type.element, to) };
    case "map":
      return { ...type, key: renameType(type.key, to), value: renameType(type.value, to) };
    case "refined":
      return { ...type, base: renameType(type.base, to), predicate: renameExpression(type.predicate, to) };
    default:
      return assertNever(type);
  }
}
