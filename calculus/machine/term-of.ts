/** From expressions to terms (`term.ts`): names resolved, types inferred, bodies of functions in the place of calls. */
import { assertNever } from "../assert-never.ts";
import type { FunctionDefinition } from "../core/index.ts";
import { nowhere } from "../diagnostics/index.ts";
import type { BinaryOperator, Expression, Type } from "../syntax/index.ts";
import {
  boolType,
  builtinResult,
  closedOutcome,
  collectionType,
  hasUnknownPart,
  intType,
  isBuiltin,
  mapType,
  stringType,
  unitType,
  unitValue,
  unknownType,
} from "../values/index.ts";
import type { Term, TermResult, TermScope } from "./term.ts";
import { baseTypeOf, fill, namedType, typeOfValue } from "./types.ts";

/** A term has at most this many nodes: functions that call each other twice make exponentially large ones. */
const maximumTermNodes = 100_000;
/** Terms nest at most this deep, so that what walks over them may recurse. */
const maximumTermDepth = 1_000;

class TooLarge extends Error {}

/**
 * The term of an expression. `expected` is the type that its place gives it, if that is known: it fills in what the expression leaves open (`[]`, `none`).
 * Linear in the term.
 */
export function termOf(expression: Expression, scope: TermScope, expected: Type = unknownType): TermResult {
  try {
    return { ok: true, term: new Elaboration(scope).term(expression, expected, undefined, 0) };
  } catch (error) {
    if (error instanceof TooLarge) return { ok: false, reason: error.message };
    throw error;
  }
}

/** What the names of a function's body or contract stand for. */
type Parameters = ReadonlyMap<string, Term>;

class Elaboration {
  readonly #scope: TermScope;
  #nodes = 0;
  #numbers = 0;

  constructor(scope: TermScope) {
    this.#scope = scope;
  }

  term(expression: Expression, expected: Type, parameters: Parameters | undefined, depth: number): Term {
    this.#nodes += 1;
    if (this.#nodes > maximumTermNodes) throw new TooLarge(`an expression has more than ${String(maximumTermNodes)} parts, with the bodies of its functions`);
    if (depth > maximumTermDepth) throw new TooLarge(`an expression nests deeper than ${String(maximumTermDepth)}, with the bodies of its functions`);
    const inside = (part: Expression, type: Type = unknownType): Term => this.term(part, type, parameters, depth + 1);
    switch (expression.kind) {
      case "boolean":
        return { kind: "constant", value: expression.value, type: boolType };
      case "integer":
        return { kind: "constant", value: expression.value, type: intType };
      case "string":
        return { kind: "constant", value: expression.value, type: stringType };
      case "unit":
        return { kind: "constant", value: unitValue, type: unitType };
      case "name":
        return this.#name(expression.name.text, expected, parameters);
      case "call":
        return this.#call(expression, expected, parameters, depth);
      case "record":
        return this.#record(expression, inside);
      case "list":
      case "set": {
        const kind = expression.kind;
        const element = expected.kind === kind ? expected.element : unknownType;
        const items = this.#alike(expression.items, element, inside);
        return { kind, items, type: fill(collectionType(kind, joined(items)), expected) };
      }
      case "map": {
        const [key, value] = expected.kind === "map" ? [expected.key, expected.value] : [unknownType, unknownType];
        const entries = expression.entries.map((entry) => ({ key: inside(entry.key, key), value: inside(entry.value, value) }));
        const type = mapType(joined(entries.map((entry) => entry.key)), joined(entries.map((entry) => entry.value)));
        return { kind: "map", entries, type: fill(type, expected) };
      }
      case "field":
        return this.#field(expression, inside);
      case "index": {
        const of = inside(expression.of);
        const index = inside(expression.index, of.type.kind === "map" ? of.type.key : intType);
        const type = of.type.kind === "map" ? of.type.value : of.type.kind === "list" ? of.type.element : unknownType;
        return { kind: "index", of, index, type };
      }
      case "unary": {
        const isNot = expression.operator === "not";
        const type = isNot ? boolType : intType;
        return { kind: isNot ? "not" : "negate", operand: inside(expression.operand, type), type };
      }
      case "binary":
        return this.#binary(expression, expected, parameters, depth);
      case "if": {
        const condition = inside(expression.condition, boolType);
        const [then = missing(), otherwise = missing()] = this.#alike([expression.then, expression.else], expected, inside);
        return { kind: "conditional", condition, then, else: otherwise, type: joined([then, otherwise]) };
      }
      default:
        return assertNever(expression);
    }
  }

  /** Parts that have one type: what one of them leaves open is filled in from the others. */
  #alike(parts: readonly Expression[], expected: Type, inside: (part: Expression, type: Type) => Term): readonly Term[] {
    const terms = parts.map((part) => inside(part, expected));
    const type = fill(joined(terms), expected);
    if (!hasUnknownPart(expected) || terms.every((term) => !hasUnknownPart(term.type)) || hasUnknownPart(type)) return terms;
    return terms.map((term, index) => (hasUnknownPart(term.type) ? inside(parts[index] ?? missing(), type) : term));
  }

  #name(name: string, expected: Type, parameters: Parameters | undefined): Term {
    const bound = parameters?.get(name);
    if (bound !== undefined) return bound;
    const variable = parameters === undefined ? this.#scope.variable(name) : undefined;
    if (variable !== undefined) return { kind: "variable", ...variable };
    const { constants, constructors } = this.#scope.definitions;
    if (constants.has(name)) return this.#constant(name, expected);
    if (name === "none") return { kind: "constructor", name, position: 0, arguments: [], type: fill(collectionType("option", unknownType), expected) };
    if (constructors.has(name)) return this.#construction(name, []);
    return { kind: "undefined", reason: `${name} has no value`, type: expected };
  }

  #constant(name: string, expected: Type): Term {
    const { definitions } = this.#scope;
    const outcome = closedOutcome({ kind: "name", name: { text: name, span: nowhere }, span: nowhere }, definitions);
    if (outcome.kind !== "value") return { kind: "undefined", reason: outcome.reason, type: expected };
    return { kind: "constant", value: outcome.value, type: fill(typeOfValue(outcome.value, definitions), expected) };
  }

  #construction(name: string, given: readonly Term[]): Term {
    const { constructors: owners } = this.#scope.definitions;
    const { name: text, constructors } = owners.get(name) ?? missing();
    const [first] = constructors;
    if (first === undefined) return missing();
    const position = constructors.findIndex((candidate) => candidate.name === name);
    return { kind: "constructor", name, position, arguments: given, type: namedType(text) };
  }

  #call(expression: Extract<Expression, { kind: "call" }>, expected: Type, parameters: Parameters | undefined, depth: number): Term {
    const name = expression.name.text;
    const { functions, constructors, records } = this.#scope.definitions;
    const inside = (types: readonly Type[]): readonly Term[] =>
      expression.arguments.map((argument, index) => this.term(argument, this.#base(types[index] ?? unknownType), parameters, depth + 1));
    if (name === "some") {
      const given = inside(expected.kind === "option" ? [expected.element] : []);
      return { kind: "constructor", name, position: 1, arguments: given, type: fill(collectionType("option", joined(given)), expected) };
    }
    if (isBuiltin(name)) return this.#builtin(name, inside([]), expected, (types) => inside(types));
    const definition = functions.get(name);
    if (definition !== undefined) return this.#apply(definition, inside(definition.parameters.map(({ type }) => type)), depth);
    const constructor = constructors.get(name)?.constructors.find((candidate) => candidate.name === name);
    if (constructor !== undefined) return this.#construction(name, inside(constructor.payload));
    if (records.has(name)) return { kind: "record", name, fields: [], type: namedType(name) };
    throw new Error(`unresolved function ${name}`);
  }

  /** Where an argument leaves its type open, the others and the result may tell it. */
  #builtin(name: string, given: readonly Term[], expected: Type, again: (types: readonly Type[]) => readonly Term[]): Term {
    const found = builtinResult(
      name,
      given.map(({ type }) => type),
    );
    const type = found.kind === "result" ? fill(found.result, expected) : unknownType;
    if (found.kind !== "result" || given.every((term) => !hasUnknownPart(term.type))) return { kind: "builtin", name, arguments: given, type };
    const types = argumentTypes(name, given, type);
    return { kind: "builtin", name, arguments: again(types), type };
  }

  /** A call with the function's body in its place; arguments are evaluated from left to right, then `requires`, the body, `ensures`. */
  #apply(definition: FunctionDefinition, given: readonly Term[], depth: number): Term {
    const { name, parameters: formal, requires, ensures, body } = definition;
    const result = this.#base(definition.result);
    const bound: { readonly number: number; readonly value: Term }[] = [];
    const parameters = new Map<string, Term>();
    formal.forEach((parameter, index) => {
      const value = given[index] ?? missing();
      if (value.kind === "constant" || value.kind === "local" || value.kind === "variable") parameters.set(parameter.name, value);
      else {
        const number = this.#fresh();
        bound.push({ number, value });
        parameters.set(parameter.name, { kind: "local", number, type: value.type });
      }
    });
    let term: Term;
    if (body === undefined) {
      const values = formal.map((parameter) => parameters.get(parameter.name) ?? missing());
      term = { kind: "oracle", definition, arguments: values, type: result };
    } else {
      term = this.term(body, result, parameters, depth + 1);
      if (ensures !== undefined) {
        const number = this.#fresh();
        const local: Term = { kind: "local", number, type: result };
        const condition = this.term(ensures, boolType, new Map(parameters).set("result", local), depth + 1);
        term = {
          kind: "let",
          number,
          value: term,
          body: { kind: "check", condition, clause: "ensures", function: name, body: local, type: result },
          type: result,
        };
      }
    }
    if (requires !== undefined) {
      const condition = this.term(requires, boolType, parameters, depth + 1);
      term = { kind: "check", condition, clause: "requires", function: name, body: term, type: result };
    }
    return bound.reduceRight<Term>((inner, { number, value }) => ({ kind: "let", number, value, body: inner, type: result }), term);
  }

  #record(expression: Extract<Expression, { kind: "record" }>, inside: (part: Expression, type: Type) => Term): Term {
    const name = expression.name.text;
    const declared = this.#scope.definitions.records.get(name)?.fields ?? missing();
    const fields = expression.fields.map((field) => {
      const position = declared.findIndex((candidate) => candidate.name === field.name.text);
      return { position, value: inside(field.value, this.#base((declared[position] ?? missing()).type)) };
    });
    return { kind: "record", name, fields, type: namedType(name) };
  }

  #field(expression: Extract<Expression, { kind: "field" }>, inside: (part: Expression) => Term): Term {
    const name = expression.name.text;
    if (expression.of.kind === "name") {
      const variable = this.#scope.roleVariable?.(expression.of.name.text, name);
      if (variable !== undefined) return { kind: "variable", ...variable };
    }
    const of = inside(expression.of);
    const declared = of.type.kind === "named" ? this.#scope.definitions.records.get(of.type.name.text)?.fields : undefined;
    const position = declared?.findIndex((field) => field.name === name) ?? -1;
    return { kind: "field", of, name, position, type: this.#base(declared?.[position]?.type ?? unknownType) };
  }

  /** Long sums lean to the left as deep as they are long, so the left spine is walked in a loop. */
  #binary(expression: Extract<Expression, { kind: "binary" }>, expected: Type, parameters: Parameters | undefined, depth: number): Term {
    const pending: Extract<Expression, { kind: "binary" }>[] = [];
    let leftmost: Expression = expression;
    while (leftmost.kind === "binary") {
      pending.push(leftmost);
      if (depth + pending.length > maximumTermDepth) throw new TooLarge(`an expression nests deeper than ${String(maximumTermDepth)}`);
      leftmost = leftmost.left;
    }
    let left = this.term(leftmost, operandType(pending.at(-1)?.operator ?? "+", expected), parameters, depth + pending.length);
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const operator = next.operator;
      const right = this.term(next.right, fill(left.type, operandType(operator, expected)), parameters, depth + pending.length + 1);
      if (hasUnknownPart(left.type) && !hasUnknownPart(right.type)) left = this.term(next.left, right.type, parameters, depth + pending.length + 1);
      const type = operator === "+" ? joined([left, right]) : isArithmetic(operator) ? intType : boolType;
      left = { kind: "operation", operator, left, right, type };
    }
    return left;
  }

  #base(type: Type): Type {
    return baseTypeOf(type, this.#scope.definitions);
  }

  #fresh(): number {
    this.#numbers += 1;
    return this.#numbers - 1;
  }
}

function isArithmetic(operator: BinaryOperator): boolean {
  return operator === "+" || operator === "-" || operator === "*" || operator === "/" || operator === "%";
}

/** The type that an operator asks of its operands; unknown where it takes any. */
function operandType(operator: BinaryOperator, expected: Type): Type {
  switch (operator) {
    case "implies":
    case "or":
    case "and":
      return boolType;
    case "==":
    case "!=":
      return unknownType;
    case "+":
      return expected;
    default:
      return intType;
  }
}

/** Types of arguments that follow from those of the others: of `append(xs, x)`, `insert(s, x)` and the like. */
function argumentTypes(name: string, given: readonly Term[], result: Type): readonly Type[] {
  const [first, second, third] = given.map(({ type }) => type);
  switch (name) {
    case "append":
    case "insert":
      return [fill(first ?? result, result), elementOf(fill(first ?? result, result))];
    case "prepend":
      return [elementOf(fill(second ?? result, result)), fill(second ?? result, result)];
    case "put": {
      const map = fill(first ?? result, result);
      return map.kind === "map" ? [map, map.key, map.value] : [map, second ?? unknownType, third ?? unknownType];
    }
    case "contains":
      return [first?.kind === "map" ? first : fill(first ?? unknownType, unknownType), first?.kind === "map" ? first.key : elementOf(first ?? unknownType)];
    case "unwrap_or":
      return [collectionType("option", result), result];
    case "union":
    case "intersect":
    case "difference":
      return [fill(first ?? result, result), fill(first ?? result, result)];
    default:
      return given.map(({ type }) => type);
  }
}

function elementOf(type: Type): Type {
  return type.kind === "list" || type.kind === "set" || type.kind === "option" ? type.element : unknownType;
}

function joined(terms: readonly Term[]): Type {
  return terms.reduce<Type>((type, term) => fill(type, term.type), unknownType);
}

function missing(): never {
  throw new Error("a checked expression is malformed");
}
