/** The assumptions of the theorems of replay and of sagas, as far as a program shows them without being run (docs/sagas.md). */
import type { Instruction, Model, Role } from "../../../calculus/core/index.ts";
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { ReplaySystem } from "../../../interpreter/recovery/index.ts";
import { flowsOfChance } from "./determinism.ts";
import type { FieldsOfRole } from "./determinism.ts";
import { rawEffects } from "./effects.ts";
import type { AssumptionFinding } from "./finding.ts";
import { flowThrough } from "./flow.ts";
import { pathsOf } from "./paths.ts";
import { instructionsOf, performedBy, variablesWritten } from "./reached.ts";
import { performedTwice } from "./repetition.ts";
import { sagaDiscipline } from "./sagas.ts";

export type { AssumptionFinding } from "./finding.ts";
export { flowThrough } from "./flow.ts";

export interface StaticAssumptions {
  readonly findings: readonly AssumptionFinding[];
  /** Why something may have been missed. */
  readonly cut?: string;
}

/**
 * What the choreography `subject` does that the theorems assume it does not; nothing for what is no choreography. `model` has its sagas as the machine runs them. `through`:
 * what chance is followed with.
 */
export function staticAssumptions(
  model: Model,
  subject: string,
  transactions: ReplaySystem["parts"]["transactions"],
  through: typeof flowThrough = flowThrough,
): StaticAssumptions {
  if (!model.procedures.has(subject)) return { findings: [] };
  const instructions = instructionsOf(model, subject, transactions);
  const fields = fieldsOf(model, subject);
  const changing = changingFields(fields, instructions, transactions);
  const paths = pathsOf(model, subject, transactions);
  const findings = [
    ...flowsOfChance({ model, subject, transactions, fields, changing }, through),
    ...rawEffects(instructions, fields, transactions),
    ...performedTwice(model, subject, transactions),
    ...sagaDiscipline(paths),
  ];
  return {
    findings: [...findings].sort((one, other) => byPlace(one.span, other.span) || byPlace(lastOf(one), lastOf(other))),
    ...(paths.isCut ? { cut: "the program has more paths than are looked at" } : {}),
  };
}

/** Where a finding leads to. */
function lastOf({ labels, span }: AssumptionFinding): Span {
  return labels.at(-1)?.span ?? span;
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
function changingFields(
  fields: ReadonlyMap<Role, FieldsOfRole>,
  instructions: readonly Instruction[],
  transactions: ReplaySystem["parts"]["transactions"],
): ReadonlyMap<Role, ReadonlySet<string>> {
  const changing = new Map<Role, Set<string>>([...fields.keys()].map((role) => [role, new Set()]));
  for (const I of instructions) {
    const performed = performedBy(I, transactions);
    for (const field of performed?.transaction.writes ?? []) changing.get(performed?.role ?? "")?.add(field);
    for (const [role, variable] of variablesWritten(I)) if (fields.get(role)?.durable.has(variable) === true) changing.get(role)?.add(variable);
  }
  return changing;
}
