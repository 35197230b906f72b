/** The sorts of what choreographies send: types of expressions, inferred from their leaves. Well-typed programs only; refinements count as their base. */
import { assertNever } from "../assert-never.ts";
import type { Definitions } from "../core/index.ts";
import { nowhere } from "../diagnostics/index.ts";
import type { Expression, Type } from "../syntax/index.ts";
import { boolType, builtinResult, collectionType, intType, joinTypes, mapType, stringType, unitType, unknownType } from "../values/index.ts";

/** The type of an expression where `variable` gives the types of variables. The unknown type where nothing determines it (`[]`). */
export function typeOfExpression(expression: Expression, definitions: Definitions, variable: (name: string) => Type | undefined): Type {
  const typeOf = (part: Expression): Type => typeOfExpression(part, definitions, variable);
  const join = (parts: readonly Expression[]): Type => parts.reduce<Type>((type, part) => joinTypes(type, typeOf(part)) ?? type, unknownType);
  switch (expression.kind) {
    case "boolean":
      return boolType;
    case "integer":
      return intType;
    case "string":
      return stringType;
    case "unit":
      return unitType;
    case "name":
      return typeOfName(expression.name.text, definitions, variable);
    case "call": {
      const { text } = expression.name;
      const result = definitions.functions.get(text)?.result;
      if (result !== undefined) return expandType(result, definitions);
      const enumeration = definitions.constructors.get(text);
      if (enumeration !== undefined) return named(enumeration.name);
      const answer = builtinResult(text, expression.arguments.map(typeOf));
      return answer.kind === "result" ? answer.result : unknownType;
    }
    case "record":
      return named(expression.name.text);
    case "list":
    case "set":
      return collectionType(expression.kind, join(expression.items));
    case "map":
      return mapType(join(expression.entries.map(({ key }) => key)), join(expression.entries.map(({ value }) => value)));
    case "field": {
      const of = typeOf(expression.of);
      const fields = of.kind === "named" ? definitions.records.get(of.name.text)?.fields : undefined;
      const type = fields?.find(({ name }) => name === expression.name.text)?.type;
      return type === undefined ? unknownType : expandType(type, definitions);
    }
    case "index": {
      const of = typeOf(expression.of);
      return of.kind === "list" ? of.element : of.kind === "map" ? of.value : unknownType;
    }
    case "unary":
      return expression.operator === "not" ? boolType : intType;
    case "binary":
      return typeOfBinary(expression, join);
    case "if":
      return join([expression.then, expression.else]);
    default:
      return assertNever(expression);
  }
}

function typeOfBinary(expression: Extract<Expression, { kind: "binary" }>, join: (parts: readonly Expression[]) => Type): Type {
  switch (expression.operator) {
    case "+": {
      // Sums may be long chains to the left; walking them takes no stack.
      const operands: Expression[] = [];
      let innermost: Expression = expression;
      for (; innermost.kind === "binary" && innermost.operator === "+"; innermost = innermost.left) operands.push(innermost.right);
      return join([innermost, ...operands]);
    }
    case "-":
    case "*":
    case "/":
    case "%":
      return intType;
    default:
      return boolType;
  }
}

function typeOfName(name: string, definitions: Definitions, variable: (name: string) => Type | undefined): Type {
  const known = variable(name);
  if (known !== undefined) return expandType(known, definitions);
  const constant = definitions.constants.get(name);
  if (constant !== undefined) return typeOfExpression(constant, definitions, () => undefined);
  if (name === "none") return collectionType("option", unknownType);
  const enumeration = definitions.constructors.get(name);
  return enumeration === undefined ? unknownType : named(enumeration.name);
}

/** The type with the names of `type` declarations replaced by what they stand for, and without refinements. */
export function expandType(type: Type, definitions: Definitions): Type {
  switch (type.kind) {
    case "primitive":
      return type;
    case "named": {
      const declared = definitions.types.get(type.name.text);
      return declared === undefined ? type : expandType(declared, definitions);
    }
    case "list":
    case "set":
    case "option":
      return { ...type, element: expandType(type.element, definitions) };
    case "map":
      return { ...type, key: expandType(type.key, definitions), value: expandType(type.value, definitions) };
    case "refined":
      return expandType(type.base, definitions);
    default:
      return assertNever(type);
  }
}

function named(name: string): Type {
  return { kind: "named", name: { text: name, span: nowhere }, span: nowhere };
}
