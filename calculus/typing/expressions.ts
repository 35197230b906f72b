/**
 * Types of expressions, inferred from the leaves (docs/language.md, expressions). Refinements count as their base; an ill-typed part has the
 * unknown type, which agrees with everything, so that one mistake is reported once.
 */
import { assertNever } from "../assert-never.ts";
import type { Label, Span } from "../diagnostics/index.ts";
import type { BinaryOperator, Expression, Name, Type } from "../syntax/index.ts";
import {
  boolType,
  builtinResult,
  builtins,
  collectionType,
  describeType,
  intType,
  isUnknown,
  mapType,
  stringType,
  unitType,
  unknownType,
} from "../values/index.ts";
import { chanceTypes } from "../elaboration/index.ts";
import { mustAgree, noReasons } from "./agreement.ts";
import type { Reasons } from "./agreement.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import { counted, listed } from "./wording.ts";

/** Infers the type of an expression and reports what is wrong in it. Long chains of operators take no stack. */
export function infer(expression: Expression, scope: ExpressionScope): Type {
  const spine: Expression[] = [];
  let innermost = expression;
  for (;;) {
    if (innermost.kind === "binary") {
      spine.push(innermost);
      innermost = innermost.left;
    } else if (innermost.kind === "index" || (innermost.kind === "field" && !isRoleName(innermost.of, scope))) {
      spine.push(innermost);
      innermost = innermost.of;
    } else break;
  }
  let type = inferHead(innermost, scope);
  for (let index = spine.length - 1; index >= 0; index--) {
    const outer = spine[index];
    if (outer?.kind === "binary") type = binary(outer, type, scope);
    else if (outer?.kind === "index") type = indexed(outer, type, scope);
    else if (outer?.kind === "field") type = fieldOf(outer, type, scope);
  }
  return type;
}

/** Reports unless the expression has the expected base type. */
export function expect(expression: Expression, expected: Type, scope: ExpressionScope, reasons: Reasons = noReasons): void {
  mustAgree(infer(expression, scope), expected, expression.span, scope, reasons);
}

function isRoleName(expression: Expression, scope: ExpressionScope): boolean {
  if (expression.kind !== "name") return false;
  const { text } = expression.name;
  return scope.isRole(text) || (scope.ownersAreRoles && !scope.program.valueNames.has(text));
}

function inferHead(expression: Expression, scope: ExpressionScope): Type {
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
      return nameType(expression.name, scope);
    case "call":
      return call(expression, scope);
    case "record":
      return record(expression, scope);
    case "list":
    case "set":
      return collectionType(expression.kind, joinAll(expression.items, scope));
    case "map":
      return mapType(
        joinAll(
          expression.entries.map((entry) => entry.key),
          scope,
        ),
        joinAll(
          expression.entries.map((entry) => entry.value),
          scope,
        ),
      );
    case "unary": {
      const type = expression.operator === "not" ? boolType : intType;
      expect(expression.operand, type, scope);
      return type;
    }
    case "if": {
      expect(expression.condition, boolType, scope);
      return joinAll([expression.then, expression.else], scope);
    }
    case "field":
      return expression.of.kind === "name" ? scope.roleField(expression.of.name, expression.name, expression.span) : infer(expression, scope);
    case "binary":
    case "index":
      return infer(expression, scope);
    default:
      return assertNever(expression);
  }
}

/** The common type of several expressions; each that differs from those before it is reported. */
function joinAll(expressions: readonly Expression[], scope: ExpressionScope): Type {
  let common = unknownType;
  let determined: Expression | undefined;
  for (const expression of expressions) {
    const type = infer(expression, scope);
    const [before, first] = [common, determined];
    common = mustAgree(type, before, expression.span, scope, () =>
      first === undefined ? [] : [{ span: first.span, message: `this is ${describeType(before)}` }],
    );
    if (determined === undefined && !isUnknown(type)) determined = expression;
  }
  return common;
}

function nameType(name: Name, scope: ExpressionScope): Type {
  const variable = scope.variable(name);
  if (variable !== undefined) return variable;
  const { program, reporter } = scope;
  const { definitions } = program;
  if (definitions.constants.has(name.text)) return program.constantType(name.text);
  if (name.text === "none") return collectionType("option", unknownType);
  const enumeration = definitions.constructors.get(name.text);
  if (enumeration !== undefined) {
    const payload = program.payloads.get(name.text)?.length ?? 0;
    if (payload > 0) reporter.report("wrong-argument-count", name.span, `constructor \`${name.text}\` takes ${counted(payload, "value")}`);
    return namedType(enumeration.name);
  }
  if (scope.isRole(name.text)) {
    reporter.report("role-as-value", name.span, `\`${name.text}\` is a role; roles are not values`);
  } else if (definitions.functions.has(name.text) || builtins.has(name.text)) {
    reporter.report("wrong-argument-count", name.span, `\`${name.text}\` is a function; it is applied to its arguments: \`${name.text}(…)\``);
  } else if (!scope.explainUnknown(name)) {
    reporter.unknown("unknown-name", name, "name", () => valueNames(scope));
  }
  return unknownType;
}

function* valueNames(scope: ExpressionScope): Iterable<string> {
  yield* scope.variables();
  yield* scope.program.definitions.constants.keys();
  yield* scope.program.definitions.constructors.keys();
  yield "none";
}

function call(expression: Extract<Expression, { kind: "call" }>, scope: ExpressionScope): Type {
  const { name } = expression;
  const { definitions, base, reachesOracle } = scope.program;
  const definition = definitions.functions.get(name.text);
  if (definition !== undefined) {
    if (scope.oracles !== "allowed" && reachesOracle(definition)) {
      const how = definition.body === undefined ? "has no body" : "consults a function without a body";
      if (scope.oracles === "in-select") {
        scope.reporter.report(
          "oracle-in-select",
          expression.span,
          `\`${name.text}\` ${how}, so it may not decide about an alternative of a \`select\`, or what it writes`,
          {
            notes: ["assign its answer to a variable before"],
          },
        );
      } else scope.reporter.report("oracle-in-closed-expression", expression.span, `\`${name.text}\` ${how}, so it has no value before the run`);
    }
    const declared = scope.program.valueNames.get(name.text)?.name.span;
    applied(
      expression,
      definition.parameters.map((parameter) => parameter.type),
      `function \`${name.text}\``,
      declared,
      scope,
    );
    return base(definition.result);
  }
  const enumeration = definitions.constructors.get(name.text);
  if (enumeration !== undefined) {
    const payload = scope.program.payloads.get(name.text) ?? [];
    applied(expression, payload, `constructor \`${name.text}\``, scope.program.valueNames.get(name.text)?.name.span, scope);
    return namedType(enumeration.name);
  }
  const chance = chanceTypes.get(name.text);
  if (chance !== undefined) {
    scope.reporter.report("chance-in-expression", expression.span, `\`${name.text}()\` is up to chance, so it stands alone behind \`:=\`, without arguments`, {
      notes: [`assign it first: \`A.x := ${name.text}();\`, or \`A.x := journal ${name.text}();\` where a replay must see the same value`],
    });
    return chance;
  }
  const argumentTypes = expression.arguments.map((argument) => infer(argument, scope));
  const builtin = builtins.get(name.text);
  if (builtin !== undefined) {
    const answer = builtinResult(name.text, argumentTypes);
    if (answer.kind === "result") return answer.result;
    const counts = builtin.signatures.map((signature) => signature.parameters.length);
    const code = counts.includes(argumentTypes.length) ? "type-mismatch" : "wrong-argument-count";
    scope.reporter.report(code, expression.span, answer.problem);
    return unknownType;
  }
  const declared = scope.program.valueNames.get(name.text) ?? scope.program.typeNames.get(name.text);
  if (declared?.what === "record") {
    scope.reporter.report("not-a-function", name.span, `the fields of a record are named: \`${name.text}(field: …)\``, {
      labels: [{ span: declared.name.span, message: "declared here" }],
    });
  } else if (declared !== undefined || scope.isRole(name.text) || scope.variable(name) !== undefined) {
    scope.reporter.report(
      "not-a-function",
      name.span,
      `\`${name.text}\` is a ${declared?.what ?? (scope.isRole(name.text) ? "role" : "variable")}, not a function`,
    );
  } else {
    scope.reporter.unknown("unknown-function", name, "function", () => [
      ...definitions.functions.keys(),
      ...definitions.constructors.keys(),
      ...builtins.keys(),
    ]);
  }
  return unknownType;
}

function applied(
  expression: Extract<Expression, { kind: "call" }>,
  parameters: readonly Type[],
  what: string,
  declared: Span | undefined,
  scope: ExpressionScope,
): void {
  const reasons: Reasons = () => (declared === undefined ? [] : [{ span: declared, message: "declared here" }]);
  if (parameters.length !== expression.arguments.length) {
    const message = `${what} takes ${counted(parameters.length, "argument")}, but is given ${String(expression.arguments.length)}`;
    scope.reporter.report("wrong-argument-count", expression.span, message, { labels: reasons() });
  }
  expression.arguments.forEach((argument, index) => {
    const parameter = parameters[index];
    if (parameter === undefined) infer(argument, scope);
    else expect(argument, scope.program.base(parameter), scope, reasons);
  });
}

function record(expression: Extract<Expression, { kind: "record" }>, scope: ExpressionScope): Type {
  const { program, reporter } = scope;
  const record = expression.name.text;
  const declared = program.recordFields.get(record);
  if (declared === undefined) {
    const other = program.valueNames.get(record) ?? program.typeNames.get(record);
    if (other === undefined) reporter.unknown("unknown-function", expression.name, "record", () => program.recordFields.keys());
    else reporter.report("not-a-function", expression.name.span, `\`${record}\` is a ${other.what}, not a record`);
    for (const field of expression.fields) infer(field.value, scope);
    return unknownType;
  }
  const given = new Map<string, Name>();
  for (const { name, value } of expression.fields) {
    const before = given.get(name.text);
    const type = declared.get(name.text);
    if (before !== undefined) {
      reporter.report("duplicate-field", name.span, `field \`${name.text}\` is given twice`, { labels: [{ span: before.span, message: "first here" }] });
    }
    given.set(name.text, name);
    if (type === undefined) {
      reporter.unknown("unknown-field", name, `field of record \`${record}\`:`, () => declared.keys());
      infer(value, scope);
    } else expect(value, program.base(type), scope);
  }
  const missing = [...declared.keys()].filter((field) => !given.has(field));
  if (missing.length > 0) reporter.report("missing-field", expression.span, `record \`${record}\` lacks ${listed(missing)}`);
  return namedType(record);
}

function fieldOf(expression: Extract<Expression, { kind: "field" }>, of: Type, scope: ExpressionScope): Type {
  if (isUnknown(of)) return unknownType;
  const fields = of.kind === "named" ? scope.program.recordFields.get(of.name.text) : undefined;
  const type = fields?.get(expression.name.text);
  if (type !== undefined) return scope.program.base(type);
  if (fields === undefined) scope.reporter.report("unknown-field", expression.name.span, `${describeType(of)} has no fields`);
  else scope.reporter.unknown("unknown-field", expression.name, `field of record \`${describeType(of)}\`:`, () => fields.keys());
  return unknownType;
}

function indexed(expression: Extract<Expression, { kind: "index" }>, of: Type, scope: ExpressionScope): Type {
  if (of.kind === "list") {
    expect(expression.index, intType, scope);
    return of.element;
  }
  if (of.kind === "map") {
    expect(expression.index, of.key, scope);
    return of.value;
  }
  infer(expression.index, scope);
  if (!isUnknown(of)) scope.reporter.report("not-indexable", expression.of.span, `${describeType(of)} cannot be indexed; lists and maps can`);
  return unknownType;
}

function binary(expression: Extract<Expression, { kind: "binary" }>, left: Type, scope: ExpressionScope): Type {
  const { operator, right } = expression;
  switch (operator) {
    case "and":
    case "or":
    case "implies":
      return operands(expression, left, boolType, scope);
    case "-":
    case "*":
    case "/":
    case "%":
      return operands(expression, left, intType, scope);
    case "<":
    case "<=":
    case ">":
    case ">=":
      operands(expression, left, intType, scope);
      return boolType;
    case "==":
    case "!=":
      mustAgree(infer(right, scope), left, right.span, scope, () => [{ span: expression.left.span, message: `this is ${describeType(left)}` }]);
      return boolType;
    case "+":
      return sum(expression, left, scope);
    default:
      return assertNever(operator);
  }
}

function operands(expression: Extract<Expression, { kind: "binary" }>, left: Type, type: Type, scope: ExpressionScope): Type {
  const reasons: Reasons = () => [operatorLabel(expression.operator, type, expression)];
  mustAgree(left, type, expression.left.span, scope, reasons);
  expect(expression.right, type, scope, reasons);
  return type;
}

function operatorLabel(operator: BinaryOperator, type: Type, expression: Expression): Label {
  return { span: expression.span, message: `\`${operator}\` is an operation on ${describeType(type)}` };
}

/** `+` is on integers, strings and lists; the left operand decides, or the right one where the left is undetermined. */
function sum(expression: Extract<Expression, { kind: "binary" }>, left: Type, scope: ExpressionScope): Type {
  const right = infer(expression.right, scope);
  const addable = (type: Type): boolean =>
    isUnknown(type) || type.kind === "list" || (type.kind === "primitive" && (type.name === "int" || type.name === "string"));
  if (!addable(left)) {
    scope.reporter.report("type-mismatch", expression.left.span, `\`+\` is not an operation on ${describeType(left)}`, {
      notes: ["`+` adds integers and joins strings and lists"],
    });
    return unknownType;
  }
  if (isUnknown(left) && !addable(right)) {
    scope.reporter.report("type-mismatch", expression.right.span, `\`+\` is not an operation on ${describeType(right)}`);
    return unknownType;
  }
  return mustAgree(right, left, expression.right.span, scope, () => [{ span: expression.left.span, message: `this is ${describeType(left)}` }]);
}

function namedType(name: string): Type {
  const span: Span = { file: -1, start: 0, end: 0 };
  return { kind: "named", name: { text: name, span }, span };
}
