/** Fault models as written, as what the semantics reads. */
import type { FaultClause, FaultModel } from "../core/index.ts";
import type { Declaration, FaultClauseSyntax } from "../syntax/index.ts";

/** Returns the fault models of the declarations by name. Linear. */
export function faultModelsOf(declarations: readonly Declaration[]): ReadonlyMap<string, FaultModel> {
  return new Map(
    declarations.flatMap((declaration) => {
      if (declaration.kind !== "faults") return [];
      const { name, clauses, span } = declaration;
      return [[name.text, { name: name.text, clauses: clauses.map(clauseOf), span }] as const];
    }),
  );
}

function clauseOf(clause: FaultClauseSyntax): FaultClause {
  const { atMost, span } = clause;
  const budget = atMost === undefined ? {} : { atMost };
  if (clause.kind === "crash") return { kind: "crash", roles: clause.roles.map(({ text }) => text), restarts: !clause.permanently, ...budget, span };
  const { kind, between } = clause;
  if (between === undefined) return { kind, ...budget, span };
  const { from, to, label } = between;
  return { kind, from: from.text, to: to.text, ...(label === undefined ? {} : { label: label.text }), ...budget, span };
}
