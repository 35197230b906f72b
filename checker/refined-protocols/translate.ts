/** Refinements and values of loops as conditions over integers. What has no encoding is refused by name. */
import { present } from "../../calculus/present.ts";
import type { Definitions } from "../../calculus/core/index.ts";
import type { BinaryOperator, ComparisonOperator, DataCondition, DataTerm, Expression } from "../../calculus/syntax/index.ts";
import { Unencodable, type Shape } from "./encodable.ts";

/** What an expression stands for. Numbers are integers, or stand for strings or constructors. */
export type Encoded =
  | { readonly kind: "number"; readonly of: "int" | "string" | "enum"; readonly term: DataTerm }
  | { readonly kind: "bool"; readonly condition: DataCondition }
  | { readonly kind: "unit" }
  /** Nothing can be said of it. */
  | { readonly kind: "opaque"; readonly of: string }
  | { readonly kind: "record"; readonly fields: ReadonlyMap<string, Encoded> };

/** Where an expression stands. */
export interface TranslationScope {
  readonly definitions: Definitions;
  /** Of `value`, names that were sent and variables of loops. */
  readonly variable: (name: string) => Encoded | undefined;
  /** A number of its own, and what is known of it. */
  readonly fresh: () => DataTerm;
  readonly define: (condition: DataCondition) => void;
  /** Which number stands for the string. */
  readonly code: (text: string) => bigint;
}

/** Parts of one expression, with the bodies of functions put in their places. */
const mostParts = 10_000;

/** The conjunction, in the form of conditions. */
export function both(left: DataCondition, right: DataCondition): DataCondition {
  return { kind: "and", left, right };
}

export function negation(of: DataCondition): DataCondition {
  return { kind: "not", of };
}

function either(left: DataCondition, right: DataCondition): DataCondition {
  return { kind: "or", left, right };
}

function integer(value: bigint): DataTerm {
  return { kind: "integer", value };
}

/** The condition that an expression of type bool is true. @throws Unencodable */
export function conditionOf(expression: Expression, scope: TranslationScope): DataCondition {
  return truth(encoded(expression, scope));
}

/** What an expression stands for; linear in it, with the bodies of functions. @throws Unencodable */
export function encoded(expression: Expression, scope: TranslationScope): Encoded {
  let parts = 0;
  return translate(expression, scope.variable);

  function translate(one: Expression, variable: TranslationScope["variable"]): Encoded {
    if (++parts > mostParts) throw new Unencodable("a refinement is too large");
    const of = (part: Expression): Encoded => translate(part, variable);
    switch (one.kind) {
      case "boolean":
        return { kind: "bool", condition: { kind: "constant", value: one.value } };
      case "integer":
        return { kind: "number", of: "int", term: integer(one.value) };
      case "string":
        return { kind: "number", of: "string", term: integer(scope.code(one.value)) };
      case "unit":
        return { kind: "unit" };
      case "name":
        return name(one.name.text, variable);
      case "record":
        return { kind: "record", fields: new Map(one.fields.map((field) => [field.name.text, of(field.value)])) };
      case "field": {
        const record = of(one.of);
        const field = record.kind === "record" ? record.fields.get(one.name.text) : undefined;
        if (field === undefined) throw new Unencodable(`\`.${one.name.text}\` has no encoding`);
        return field;
      }
      case "unary": {
        const operand = of(one.operand);
        return one.operator === "not" ? { kind: "bool", condition: negation(truth(operand)) } : number(arithmetic("-", integer(0n), termOf(operand)));
      }
      case "binary":
        return binary(one.operator, of(one.left), of(one.right));
      case "if":
        return choice(truth(of(one.condition)), of(one.then), of(one.else));
      case "call":
        return call(one.name.text, one.arguments.map(of));
      case "list":
      case "set":
      case "map":
      case "index":
        throw new Unencodable("lists, sets and maps in refinements have no encoding");
    }
  }

  function name(text: string, variable: TranslationScope["variable"]): Encoded {
    const known = variable(text);
    if (known !== undefined) return known;
    const { constants, constructors } = scope.definitions;
    const constant = constants.get(text);
    if (constant !== undefined) return translate(constant, () => undefined);
    const place = constructors.get(text)?.constructors.findIndex((each) => each.name === text);
    if (place === undefined || constructors.get(text)?.constructors.some(({ payload }) => payload.length > 0) === true)
      throw new Unencodable(`\`${text}\` in a refinement has no encoding`);
    return { kind: "number", of: "enum", term: integer(BigInt(place)) };
  }

  function call(text: string, values: readonly Encoded[]): Encoded {
    const [first, second] = values;
    if (text === "abs" && first !== undefined) {
      const term = termOf(first);
      return choice(compared(">=", term, integer(0n)), first, number(arithmetic("-", integer(0n), term)));
    }
    if ((text === "min" || text === "max") && first !== undefined && second !== undefined)
      return choice(compared(text === "min" ? "<=" : ">=", termOf(first), termOf(second)), first, second);
    const definition = scope.definitions.functions.get(text);
    if (definition?.body === undefined || definition.requires !== undefined) throw new Unencodable(`\`${text}\` in refinements has no encoding`);
    const parameters = new Map(definition.parameters.map((parameter, index) => [parameter.name, present(values[index])]));
    return translate(definition.body, (parameter) => parameters.get(parameter));
  }

  function choice(condition: DataCondition, yes: Encoded, no: Encoded): Encoded {
    if (yes.kind === "bool" && no.kind === "bool")
      return { kind: "bool", condition: either(both(condition, yes.condition), both(negation(condition), no.condition)) };
    if (yes.kind === "number" && no.kind === "number") {
      const term = scope.fresh();
      scope.define(either(both(condition, compared("=", term, yes.term)), both(negation(condition), compared("=", term, no.term))));
      return { kind: "number", of: yes.of, term };
    }
    if (yes.kind === "record" && no.kind === "record")
      return { kind: "record", fields: new Map([...yes.fields].map(([field, value]) => [field, choice(condition, value, present(no.fields.get(field)))])) };
    if (yes.kind === "unit") return yes;
    throw new Unencodable("a choice between such values has no encoding");
  }

  function binary(operator: BinaryOperator, left: Encoded, right: Encoded): Encoded {
    const bool = (condition: DataCondition): Encoded => ({ kind: "bool", condition });
    switch (operator) {
      case "and":
        return bool(both(truth(left), truth(right)));
      case "or":
        return bool(either(truth(left), truth(right)));
      case "implies":
        return bool(either(negation(truth(left)), truth(right)));
      case "==":
        return bool(equal(left, right));
      case "!=":
        return bool(negation(equal(left, right)));
      case "<":
      case "<=":
      case ">":
      case ">=":
        return bool(compared(operator, termOf(left), termOf(right)));
      case "/":
      case "%": {
        const divisor = termOf(right);
        // Only a number that is written makes sure that there is a quotient.
        if (divisor.kind !== "integer" || divisor.value === 0n) throw new Unencodable("a division by what is no number other than 0 has no encoding");
        return number(arithmetic(operator, termOf(left), divisor));
      }
      default:
        return number(arithmetic(operator, termOf(left), termOf(right)));
    }
  }
}

/** That two values are equal. */
export function equal(left: Encoded, right: Encoded): DataCondition {
  if (left.kind === "bool" && right.kind === "bool")
    return either(both(left.condition, right.condition), both(negation(left.condition), negation(right.condition)));
  if (left.kind === "number" && right.kind === "number") return compared("=", left.term, right.term);
  if (left.kind === "record" && right.kind === "record")
    return [...left.fields].map(([field, value]) => equal(value, present(right.fields.get(field)))).reduce(both, { kind: "constant", value: true });
  if (left.kind === "unit" && right.kind === "unit") return { kind: "constant", value: true };
  const of = left.kind === "opaque" ? left.of : right.kind === "opaque" ? right.of : "one of these values";
  throw new Unencodable(`a comparison of ${of} has no encoding`);
}

/** The scalars of a shape as an expression's; what they are is told for each of their places. */
export function placed(shape: Shape, termAt: (path: string) => DataTerm, path = ""): Encoded {
  switch (shape.kind) {
    case "int":
    case "string":
    case "enum":
      return { kind: "number", of: shape.kind, term: termAt(path) };
    case "bool":
      return { kind: "bool", condition: compared("=", termAt(path), integer(1n)) };
    case "unit":
      return { kind: "unit" };
    case "opaque":
      return shape;
    case "record":
      return { kind: "record", fields: new Map(shape.fields.map((field) => [field.name, placed(field.shape, termAt, `${path}.${field.name}`)])) };
  }
}

function compared(operator: ComparisonOperator, left: DataTerm, right: DataTerm): DataCondition {
  return { kind: "comparison", operator, left, right };
}

function arithmetic(operator: "+" | "-" | "*" | "/" | "%", left: DataTerm, right: DataTerm): DataTerm {
  if (operator === "-" && left.kind === "integer" && right.kind === "integer") return integer(left.value - right.value);
  return { kind: "arithmetic", operator, left, right };
}

function number(term: DataTerm): Encoded {
  return { kind: "number", of: "int", term };
}

function truth(value: Encoded): DataCondition {
  if (value.kind !== "bool") throw new Unencodable("a condition has no encoding");
  return value.condition;
}

/** Of an integer; operations on other values have no encoding. */
function termOf(value: Encoded): DataTerm {
  if (value.kind === "opaque") throw new Unencodable(`what is said of ${value.of} has no encoding`);
  if (value.kind !== "number" || value.of !== "int") throw new Unencodable("operations on other values than integers have no encoding");
  return value.term;
}
