/** Builds clauses of fault models from concrete syntax. */
import type { FaultClauseSyntax } from "../../syntax/index.ts";
import { lineNumber } from "../expectations.ts";
import { elements, option, part, type Concrete } from "./concrete.ts";
import { nameOf, spanOf, textOf, type Source } from "./source.ts";

export function buildFaultClause(source: Source, whole: Concrete): FaultClauseSyntax {
  const node = part(whole, 0);
  const span = spanOf(source, node);
  if (node.rule === "FaultClause_crash") {
    const roles = elements(part(node, 1)).map((role) => nameOf(source, role));
    return { kind: "crash", roles, permanently: option(node, 2) !== undefined, ...buildBudget(source, option(node, 3)), span };
  }
  const word = textOf(source, part(node, 0));
  const kind = word === "lose" || word === "duplicate" ? word : "reorder";
  const between = option(node, 1);
  return { kind, ...(between === undefined ? {} : { between: buildBetween(source, between) }), ...buildBudget(source, option(node, 2)), span };
}

function buildBetween(source: Source, node: Concrete): NonNullable<Extract<FaultClauseSyntax, { kind: "lose" | "duplicate" | "reorder" }>["between"]> {
  const label = option(node, 3);
  const sides = { from: nameOf(source, part(node, 0)), to: nameOf(source, part(node, 2)) };
  return label === undefined ? sides : { ...sides, label: nameOf(source, part(label, 1)) };
}

function buildBudget(source: Source, node: Concrete | undefined): { readonly atMost?: number } {
  return node === undefined ? {} : { atMost: lineNumber(textOf(source, part(node, 2))) };
}
