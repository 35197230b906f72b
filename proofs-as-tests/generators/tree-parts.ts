/** The parts of random syntax trees that statements and declarations of every kind share: names, expressions, types, patterns. */
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { AnyDomain, Expression, Pattern, PlainSource, Type } from "../../calculus/syntax/index.ts";
import type { Chance } from "./chance.ts";
import { integer, name } from "./syntax.ts";

const span = nowhere;
const roleNames = ["A", "B", "Client", "__proto__", "constructor", "toString"];
const lowNames = ["x", "y", "stock", "value2", "hasOwnProperty", "_a", "prototype"];
const binaryOperators = ["implies", "or", "and", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"] as const;

/** Between `least` and `most` of what `make` makes. */
export function list<Item>(chance: Chance, least: number, most: number, make: () => Item): readonly Item[] {
  return Array.from({ length: chance.between(least, most) }, make);
}

/** The name of a role. */
export function role(chance: Chance): string {
  return chance.pick(roleNames);
}

/** The name of a variable, field, function or message. */
export function low(chance: Chance): string {
  return chance.pick(lowNames);
}

function text(chance: Chance): string {
  return list(chance, 0, 4, () => chance.pick(["a", " ", '"', "\\", "\n", "\t", "ü", "€", "\u{1f600}", "\u0007", "}", "//", "{"])).join("");
}

/** Sometimes comments above an item. */
export function comments(chance: Chance): { readonly comments?: readonly string[] } {
  return chance.percent(8) ? { comments: list(chance, 1, 2, () => chance.pick(["// A remark.", "/// two  words", "// { ; }"])) } : {};
}

/** An expression of at most the given depth. */
export function expression(chance: Chance, depth: number): Expression {
  const deeper = (): Expression => expression(chance, depth - 1);
  const atom = (): Expression =>
    chance.weighted<() => Expression>([
      [10, () => ({ kind: "name", name: name(low(chance)), span })],
      [8, () => integer(chance.between(0, 20))],
      [1, () => ({ kind: "integer", value: 123456789012345678901234567890n, span })],
      [3, () => ({ kind: "boolean", value: chance.percent(50), span })],
      [3, () => ({ kind: "string", value: text(chance), span })],
      [1, () => ({ kind: "unit", span })],
      [1, () => ({ kind: "name", name: name("none"), span })],
    ])();
  if (depth <= 0) return atom();
  return chance.weighted<() => Expression>([
    [8, atom],
    [4, () => ({ kind: "call", name: name(low(chance)), arguments: list(chance, 0, 2, deeper), span })],
    [1, () => ({ kind: "call", name: name("some"), arguments: [deeper()], span })],
    [1, () => ({ kind: "record", name: name("Point"), fields: list(chance, 1, 2, () => ({ name: name(low(chance)), value: deeper() })), span })],
    [1, () => ({ kind: "list", items: list(chance, 0, 2, deeper), span })],
    [1, () => ({ kind: "set", items: list(chance, 0, 2, deeper), span })],
    [1, () => ({ kind: "map", entries: list(chance, 0, 2, () => ({ key: deeper(), value: deeper() })), span })],
    [2, () => ({ kind: "field", of: deeper(), name: name(low(chance)), span })],
    [2, () => ({ kind: "index", of: deeper(), index: deeper(), span })],
    [2, () => ({ kind: "unary", operator: chance.pick(["not", "-"]), operand: deeper(), span })],
    [8, () => ({ kind: "binary", operator: chance.pick(binaryOperators), left: deeper(), right: deeper(), span })],
    [2, () => ({ kind: "if", condition: deeper(), then: deeper(), else: deeper(), span })],
  ])();
}

/** A type of at most the given depth. */
export function type(chance: Chance, depth: number): Type {
  const deeper = (): Type => type(chance, depth - 1);
  const atom = (): Type =>
    chance.percent(70)
      ? { kind: "primitive", name: chance.pick(["bool", "int", "string", "unit"]), span }
      : { kind: "named", name: name(chance.pick(["Price", "T", "__proto__"])), span };
  if (depth <= 0) return atom();
  return chance.weighted<() => Type>([
    [6, atom],
    [2, () => ({ kind: chance.pick(["list", "set", "option"]), element: deeper(), span })],
    [1, () => ({ kind: "map", key: deeper(), value: deeper(), span })],
    [2, () => ({ kind: "refined", base: deeper(), predicate: expression(chance, 2), span })],
  ])();
}

function anyDomain(chance: Chance, declared: boolean): AnyDomain {
  return chance.weighted<() => AnyDomain>([
    [2, () => ({ kind: "type", type: type(chance, 1), span })],
    [2, () => ({ kind: "range", low: integer(chance.between(0, 3)), high: integer(chance.between(4, 9)), span })],
    [declared ? 1 : 0, () => ({ kind: "where", predicate: expression(chance, 1), span })],
    [declared ? 1 : 0, () => ({ kind: "declared", span })],
  ])();
}

/** `e` or `any …` */
export function source(chance: Chance): PlainSource {
  return chance.percent(75) ? { kind: "expression", expression: expression(chance, 2) } : { kind: "any", domain: anyDomain(chance, true) };
}

/** A pattern of `match`. */
export function pattern(chance: Chance): Pattern {
  return chance.weighted<() => Pattern>([
    [
      4,
      () => ({ kind: "constructor", name: name(chance.pick(["Red", "some", "none", "Pair"])), variables: list(chance, 0, 2, () => name(low(chance))), span }),
    ],
    [2, () => ({ kind: "literal", value: integer(chance.between(0, 3)), span })],
    [1, () => ({ kind: "literal", value: { kind: "string", value: text(chance), span }, span })],
    [1, () => ({ kind: "literal", value: { kind: "boolean", value: true, span }, span })],
    [1, () => ({ kind: "wildcard", span })],
  ])();
}
