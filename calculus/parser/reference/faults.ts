/** Builds clauses of fault models from concrete syntax. */
import type { FaultClauseSyntax, Name } from "../../syntax/index.ts";
import { lineNumber } from "../expectations.ts";
import { elements, option, part, type Concrete } from "./concrete.ts";
import { nameOf, spanOf, textOf, type Source } from "./source.ts";

export function buildFaultClause(source: Source, whole: Concrete): FaultClauseSyntax {
  const node = part(whole, 0);
  const span = spanOf(source, node);
  switch (node.rule) {
    case "FaultClause_crash":
      return {
        kind: "crash",
        roles: buildRoles(source, part(node, 1)),
        permanently: option(node, 2) !== undefined,
        ...buildBudget(source, option(node, 3)),
        span,
      };
    case "FaultClause_exception":
      return { kind: "exception", roles: buildRoles(source, part(node, 1)), ...buildBudget(source, option(node, 2)), span };
    case "FaultClause_restartBroker":
      return { kind: "restart-broker", ...buildBudget(source, option(node, 2)), span };
    case "FaultClause_partition":
      return { kind: "partition", from: nameOf(source, part(node, 1)), to: nameOf(source, part(node, 3)), ...buildBudget(source, option(node, 4)), span };
    default:
  }
  const word = textOf(source, part(node, 0));
  const kind = word === "lose" || word === "duplicate" || word === "delay" ? word : "reorder";
  const between = option(node, 1);
  return { kind, ...(between === undefined ? {} : { between: buildBetween(source, between) }), ...buildBudget(source, option(node, 2)), span };
}

function buildBetween(source: Source, node: Concrete): NonNullable<Extract<FaultClauseSyntax, { readonly between?: unknown }>["between"]> {
  const label = option(node, 3);
  const sides = { from: nameOf(source, part(node, 0)), to: nameOf(source, part(node, 2)) };
  return label === undefined ? sides : { ...sides, label: nameOf(source, part(label, 1)) };
}

/** None: anywhere. */
function buildRoles(source: Source, node: Concrete): readonly Name[] {
  const chosen = part(node, 0);
  return chosen.rule === "FaultyRoles_anywhere" ? [] : elements(part(chosen, 0)).map((role) => nameOf(source, role));
}

function buildBudget(source: Source, node: Concrete | undefined): { readonly atMost?: number } {
  return node === undefined ? {} : { atMost: lineNumber(textOf(source, part(node, 2))) };
}
