/** Types, sources of values and patterns as text. */
import { assertNever } from "../assert-never.ts";
import { level, printAt, printExpression } from "./print-expression.ts";
import type { Expression } from "./expression.ts";
import type { AnyDomain, Pattern, Source } from "./statement.ts";
import type { Type } from "./types.ts";

/** The text of a type where a refinement may stand without parentheses: `type T = …` and `any …`. */
export function printType(type: Type): string {
  return type.kind === "refined" ? `${printPlainType(type.base)} where ${printExpression(type.predicate)}` : printPlainType(type);
}

/** The text of a type in fields, parameters, results and type arguments: a refinement stands in parentheses. */
export function printPlainType(type: Type): string {
  switch (type.kind) {
    case "primitive":
      return type.name;
    case "named":
      return type.name.text;
    case "list":
    case "set":
    case "option":
      return `${type.kind}<${printPlainType(type.element)}>`;
    case "map":
      return `map<${printPlainType(type.key)}, ${printPlainType(type.value)}>`;
    case "refined":
      return `(${printType(type)})`;
    default:
      return assertNever(type);
  }
}

/** The text of `e` or `any …`. */
export function printSource(source: Source): string {
  switch (source.kind) {
    case "expression":
      return printAssigned(source.expression);
    case "any":
      return printDomain(source.domain);
    case "journal":
      return `journal ${source.source.kind === "any" ? printDomain(source.source.domain) : printJournaled(source.source.expression)}`;
    default:
      return assertNever(source);
  }
}

/** A call of a function `journal` begins as a journaled value does. */
function printAssigned(expression: Expression): string {
  const text = printExpression(expression);
  return text.startsWith("journal(") ? `(${text})` : text;
}

/** Behind `journal`, a minus or a bracket continues an expression about a variable of that name. */
function printJournaled(expression: Expression): string {
  const text = printExpression(expression);
  return text.startsWith("-") || text.startsWith("[") ? `(${text})` : text;
}

function printDomain(domain: AnyDomain): string {
  switch (domain.kind) {
    case "declared":
      return "any";
    case "type":
      return `any ${printType(domain.type)}`;
    case "where":
      return `any where ${printExpression(domain.predicate)}`;
    case "range":
      return `any ${printAt(domain.low, level.additive)}..${printAt(domain.high, level.additive)}`;
    default:
      return assertNever(domain);
  }
}

/** The text of a pattern of `match`. */
export function printPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case "wildcard":
      return "_";
    case "literal":
      return printExpression(pattern.value);
    case "constructor":
      return pattern.variables.length === 0 ? pattern.name.text : `${pattern.name.text}(${pattern.variables.map((variable) => variable.text).join(", ")})`;
    default:
      return assertNever(pattern);
  }
}
