/** Builds properties and formulas from concrete syntax. */
import { formulaOf, type Fairness, type Formula, type Name, type Property } from "../../syntax/index.ts";
import { isFairness } from "../properties.ts";
import { option, part, type Concrete } from "./concrete.ts";
import { buildExpression } from "./expressions.ts";
import { between, labelOf, nameOf, spanOf, textOf, type Source } from "./source.ts";

export function buildProperty(source: Source, node: Concrete): Property {
  const chosen = part(node, 0);
  const span = spanOf(source, chosen);
  switch (chosen.rule) {
    case "Property_state": {
      const kind = textOf(source, part(chosen, 0));
      if (kind === "always" || kind === "never" || kind === "finally" || kind === "witness")
        return { kind, formula: buildFormula(source, part(chosen, 1)), span };
      throw new Error(`no property: ${kind}`);
    }
    case "Property_eventually":
      return { kind: "eventually", formula: buildFormula(source, part(chosen, 1)), ...buildFairness(source, option(chosen, 2)), span };
    case "Property_until":
      return {
        kind: "until",
        left: buildFormula(source, part(chosen, 0)),
        right: buildFormula(source, part(chosen, 2)),
        ...buildFairness(source, option(chosen, 3)),
        span,
      };
    case "Property_leadsTo":
      return {
        kind: "leads-to",
        left: buildFormula(source, part(chosen, 0)),
        right: buildFormula(source, part(chosen, 3)),
        ...buildFairness(source, option(chosen, 4)),
        span,
      };
    default:
      throw new Error(`rule ${chosen.rule} builds no property`);
  }
}

function buildFairness(source: Source, node: Concrete | undefined): { readonly fairness?: Fairness } {
  if (node === undefined) return {};
  const fairness = textOf(source, part(node, node.parts.length - 1));
  if (!isFairness(fairness)) throw new Error(`no fairness: ${fairness}`);
  return { fairness };
}

function buildFormula(source: Source, node: Concrete): Formula {
  const build = (index: number): Formula => buildFormula(source, part(node, index));
  const name = (index: number): Name => nameOf(source, part(node, index));
  const span = spanOf(source, node);
  switch (node.rule) {
    case "Formula_implies":
      return { kind: "implies", left: build(0), right: build(2), span };
    case "FormulaDisjunction":
      return buildChain(source, node, "or");
    case "FormulaConjunction":
      return buildChain(source, node, "and");
    case "FormulaNegation_not":
      return { kind: "not", operand: build(1), span };
    case "FormulaAtom_event": {
      const label = option(node, 4);
      const message = label === undefined ? {} : { message: nameOf(source, part(label, 1)) };
      return { kind: textOf(source, part(node, 0)) === "sent" ? "sent" : "received", from: name(1), to: name(3), ...message, span };
    }
    case "FormulaAtom_atEnd":
      return { kind: "at-end", role: name(0), span };
    case "FormulaAtom_atLabel":
      return { kind: "at-label", role: name(0), label: labelOf(source, part(node, 2)), span };
    case "FormulaAtom_isSet":
      return { kind: "is-set", role: name(0), variable: name(2), span };
    case "FormulaAtom_expression":
      return formulaOf(buildExpression(source, part(node, 0)));
    case "FormulaAtom_parenthesised":
      return build(1);
    case "Formula":
    case "FormulaNegation":
    case "FormulaAtom":
      return build(0);
    default:
      throw new Error(`rule ${node.rule} builds no formula`);
  }
}

function buildChain(source: Source, node: Concrete, kind: "and" | "or"): Formula {
  let left = buildFormula(source, part(node, 0));
  for (const operand of part(node, 2).parts) left = { kind, left, right: buildFormula(source, operand), span: between(source, node.start, operand.end) };
  return left;
}
