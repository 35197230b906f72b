/** Sources of chance: `uuid()`, `now()` and `random()`, which are read as calls and stand alone behind `:=` (docs/language.md, Chance). */
import type { Expression, PlainSource } from "../../syntax/index.ts";
import type { Type } from "../../syntax/index.ts";
import { intType, stringType } from "../../values/index.ts";

/** The type of the values of each source. */
export const chanceTypes: ReadonlyMap<string, Type> = new Map([
  ["uuid", stringType],
  ["now", intType],
  ["random", intType],
]);

/** The type of the values of a source of chance; undefined for other expressions. */
export function chanceOf(expression: Expression): Type | undefined {
  return expression.kind === "call" && expression.arguments.length === 0 ? chanceTypes.get(expression.name.text) : undefined;
}

/** Any value of its type, where the source is one of chance. */
export function withoutChance(source: PlainSource): PlainSource {
  const type = source.kind === "expression" ? chanceOf(source.expression) : undefined;
  return type === undefined || source.kind !== "expression" ? source : { kind: "any", domain: { kind: "type", type, span: source.expression.span } };
}
