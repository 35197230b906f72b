/** Builds types, sources of values and patterns from concrete syntax. */
import type { AnyDomain, Expression, Pattern, PlainSource, Source as ValueSource, Type } from "../../syntax/index.ts";
import { elements, option, part, type Concrete } from "./concrete.ts";
import { buildExpression } from "./expressions.ts";
import { nameOf, spanOf, textOf, type Source } from "./source.ts";

export function buildType(source: Source, node: Concrete): Type {
  const span = spanOf(source, node);
  const inner = (index: number): Type => buildType(source, part(node, index));
  switch (node.rule) {
    case "Type_refined":
      return { kind: "refined", base: inner(0), predicate: buildExpression(source, part(node, 2)), span };
    case "PlainType_primitive": {
      const name = textOf(source, node);
      if (name === "bool" || name === "int" || name === "string" || name === "unit") return { kind: "primitive", name, span };
      throw new Error(`no primitive type: ${name}`);
    }
    case "PlainType_container": {
      const kind = textOf(source, part(node, 0));
      if (kind === "list" || kind === "set" || kind === "option") return { kind, element: inner(2), span };
      throw new Error(`no container: ${kind}`);
    }
    case "PlainType_map":
      return { kind: "map", key: inner(2), value: inner(4), span };
    case "PlainType_parenthesised":
      return inner(1);
    case "PlainType_named":
      return { kind: "named", name: nameOf(source, part(node, 0)), span };
    case "Type":
    case "PlainType":
      return inner(0);
    default:
      throw new Error(`rule ${node.rule} builds no type`);
  }
}

/** What stands behind `:=` in a choreography. */
export function buildAssigned(source: Source, node: Concrete): ValueSource {
  const chosen = part(node, 0);
  if (chosen.rule === "Assigned_plain") return buildSource(source, part(chosen, 0));
  const inner = buildSource(source, part(chosen, 2));
  const span = spanOf(source, chosen);
  return { kind: "journal", source: inner, span: inner.kind === "any" && inner.domain.kind === "declared" ? { ...span, end: inner.domain.span.end } : span };
}

export function buildSource(source: Source, node: Concrete): PlainSource {
  const chosen = part(node, 0);
  if (chosen.rule === "Source_expression") return { kind: "expression", expression: buildExpression(source, part(chosen, 0)) };
  return { kind: "any", domain: buildDomain(source, chosen) };
}

function buildDomain(source: Source, node: Concrete): AnyDomain {
  const chosen = part(part(node, 1), 0);
  const span = spanOf(source, node);
  switch (chosen.rule) {
    case "AnyDomain_where":
      return { kind: "where", predicate: buildExpression(source, part(chosen, 1)), span };
    case "AnyDomain_range":
      return { kind: "range", low: buildExpression(source, part(chosen, 0)), high: buildExpression(source, part(chosen, 2)), span };
    case "AnyDomain_type":
      return { kind: "type", type: buildType(source, part(chosen, 0)), span };
    case "AnyDomain_declared":
      return { kind: "declared", span: { ...span, end: part(node, 0).end } };
    default:
      throw new Error(`rule ${chosen.rule} builds no domain`);
  }
}

export function buildPattern(source: Source, node: Concrete): Pattern {
  const chosen = part(node, 0);
  const span = spanOf(source, chosen);
  switch (chosen.rule) {
    case "Pattern_wildcard":
      return { kind: "wildcard", span };
    case "Pattern_negative": {
      const operand = buildExpression(source, part(chosen, 1));
      return { kind: "literal", value: { kind: "unary", operator: "-", operand, span }, span };
    }
    case "Pattern_literal":
      return { kind: "literal", value: buildLiteral(source, part(chosen, 0)), span };
    case "Pattern_constructor": {
      const variables = option(chosen, 2);
      return {
        kind: "constructor",
        name: nameOf(source, part(chosen, 0)),
        variables: variables === undefined ? [] : elements(variables).map((variable) => nameOf(source, variable)),
        span,
      };
    }
    default:
      throw new Error(`rule ${chosen.rule} builds no pattern`);
  }
}

function buildLiteral(source: Source, node: Concrete): Expression {
  if (node.rule === "integer" || node.rule === "string") return buildExpression(source, node);
  const word = textOf(source, node);
  const span = spanOf(source, node);
  return word === "unit" ? { kind: "unit", span } : { kind: "boolean", value: word === "true", span };
}
