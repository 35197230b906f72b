/** Fault models as written, as what the semantics reads. */
import { assertNever } from "../assert-never.ts";
import type { FaultClause, FaultModel, Role, RuntimeFault } from "../core/index.ts";
import type { Declaration, FaultClauseSyntax, Name } from "../syntax/index.ts";

/** Returns the fault models of the declarations by name; `roles` are all that are declared, for `anywhere`. Linear. */
export function faultModelsOf(declarations: readonly Declaration[], roles: readonly Role[] = []): ReadonlyMap<string, FaultModel> {
  return new Map(
    declarations.flatMap((declaration) => {
      if (declaration.kind !== "faults") return [];
      const { name, clauses, span } = declaration;
      const ofNetworks = clauses.flatMap((clause) => clauseOf(clause, roles));
      const ofRuntime = clauses.flatMap((clause) => runtimeFaultOf(clause, roles));
      return [[name.text, { name: name.text, clauses: ofNetworks, ...(ofRuntime.length === 0 ? {} : { ofRuntime }), span }] as const];
    }),
  );
}

function clauseOf(clause: FaultClauseSyntax, declared: readonly Role[]): readonly FaultClause[] {
  const { atMost, span } = clause;
  const budget = atMost === undefined ? {} : { atMost };
  switch (clause.kind) {
    case "crash":
      return [{ kind: "crash", roles: rolesOf(clause.roles, declared), restarts: !clause.permanently, ...budget, span }];
    case "lose":
    case "duplicate":
    case "reorder":
      return [{ kind: clause.kind, ...messagesOf(clause), ...budget, span }];
    case "exception":
    case "restart-broker":
    case "delay":
    case "partition":
      return [];
    default:
      return assertNever(clause);
  }
}

function runtimeFaultOf(clause: FaultClauseSyntax, declared: readonly Role[]): readonly RuntimeFault[] {
  const { atMost, span } = clause;
  const budget = atMost === undefined ? {} : { atMost };
  switch (clause.kind) {
    case "exception":
      return [{ kind: "exception", roles: rolesOf(clause.roles, declared), ...budget, span }];
    case "restart-broker":
      return [{ kind: "restart-broker", ...budget, span }];
    case "delay":
      return [{ kind: "delay", ...messagesOf(clause), ...budget, span }];
    case "partition":
      return [{ kind: "partition", from: clause.from.text, to: clause.to.text, ...budget, span }];
    case "crash":
    case "lose":
    case "duplicate":
    case "reorder":
      return [];
    default:
      return assertNever(clause);
  }
}

function rolesOf(written: readonly Name[], declared: readonly Role[]): readonly Role[] {
  return written.length === 0 ? declared : written.map(({ text }) => text);
}

function messagesOf({ between }: Extract<FaultClauseSyntax, { readonly between?: unknown }>): {
  readonly from?: Role;
  readonly to?: Role;
  readonly label?: string;
} {
  if (between === undefined) return {};
  const { from, to, label } = between;
  return { from: from.text, to: to.text, ...(label === undefined ? {} : { label: label.text }) };
}
