/** The assumptions of the theorems of replay and of sagas, as far as a program shows them without being run (docs/sagas.md). */
import type { Model, Role } from "../../../calculus/core/index.ts";
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { ReplaySystem } from "../../../interpreter/recovery/index.ts";
import { flowsOfChance } from "./determinism.ts";
import type { FieldsOfRole } from "./determinism.ts";
import { rawEffects } from "./effects.ts";
import type { AssumptionFinding } from "./finding.ts";
import { pathsOf } from "./paths.ts";
import { sagaDiscipline } from "./sagas.ts";

export type { AssumptionFinding } from "./finding.ts";

export interface StaticAssumptions {
  readonly findings: readonly AssumptionFinding[];
  /** Why something may have been missed. */
  readonly cut?: string;
}

/** What the choreography `subject` does that the theorems assume it does not. `model` has its sagas as the machine runs them. */
export function staticAssumptions(model: Model, subject: string, transactions: ReplaySystem["parts"]["transactions"]): StaticAssumptions {
  const paths = pathsOf(model, subject, transactions);
  const fields = fieldsOf(model, subject);
  const changing = changingFields(fields, paths.paths.flat());
  const findings = [...flowsOfChance(paths, fields, changing), ...rawEffects(paths, fields), ...sagaDiscipline(paths)];
  return {
    findings: [...findings].sort((one, other) => byPlace(one.span, other.span)),
    ...(paths.isCut ? { cut: "the program has more paths than are looked at" } : {}),
  };
}

function byPlace(one: Span, other: Span): number {
  return one.file - other.file || one.start - other.start;
}

/** Formal roles have the fields of the role whose state they have. */
function fieldsOf(model: Model, subject: string): ReadonlyMap<Role, FieldsOfRole> {
  const procedure = model.procedures.get(subject);
  return new Map(
    (procedure?.roles ?? []).map((role) => {
      const fields = model.roles.get(procedure?.stateOf.get(role) ?? role) ?? [];
      const named = (isDurable: boolean): ReadonlySet<string> => new Set(fields.filter(({ durable }) => durable === isDurable).map(({ name }) => name));
      return [role, { durable: named(true), volatile: named(false) }];
    }),
  );
}

/** Durable fields that something writes: a second read may see another value. */
function changingFields(fields: ReadonlyMap<Role, FieldsOfRole>, events: ReturnType<typeof pathsOf>["paths"][number]): ReadonlyMap<Role, ReadonlySet<string>> {
  const changing = new Map<Role, Set<string>>([...fields.keys()].map((role) => [role, new Set()]));
  for (const event of events) {
    if (event.kind === "perform") for (const field of event.transaction.writes) changing.get(event.role)?.add(field);
    if ((event.kind === "assign" || event.kind === "any") && fields.get(event.role)?.durable.has(event.variable) === true)
      changing.get(event.role)?.add(event.variable);
    if (event.kind === "message")
      for (const variable of event.variables) if (fields.get(event.to)?.durable.has(variable) === true) changing.get(event.to)?.add(variable);
  }
  return changing;
}
