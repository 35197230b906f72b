/**
 * Planning an amendment: which conditional has to tell which role. Projection names the innermost conditional whose branches do not merge for a role;
 * telling the role there makes them merge, because the two receives differ in their labels. So the plan grows from the inside outwards until every
 * role is projectable. Only roles that cannot do without are told: no selection of the plan can be left out.
 */
import type { Choreography, Instruction, Model, Procedure, Role } from "../core/index.ts";
import { projection } from "../projection/index.ts";
import type { Projection, ProjectionError } from "../projection/index.ts";
import { exitChoices } from "./exit-choices.ts";
import { freshLabels, labelsOf } from "./fresh-labels.ts";
import type { BranchLabels } from "./fresh-labels.ts";
import { branchCount, insertSelections, isChoice } from "./insert-selections.ts";
import type { Choice } from "./insert-selections.ts";

/** A selection that is missing: the decider of this conditional has to tell this role. */
export interface Repair {
  readonly procedure: string;
  readonly choice: Choice;
  readonly role: Role;
  /** The label for each branch. */
  readonly labels: readonly string[];
  /** What was wrong, with the repairs before this one already made. */
  readonly error: ProjectionError;
}

/**
 * An amendment of a model. Write erase(ρ) for a run without the steps of inserted selections. For a model C and its amendment A:
 *
 * - every run ρ of A is one of C: erase(ρ) is a run of C with the same labels;
 * - every run of C that reaches a final configuration is, up to the order of steps of different roles, erase(ρ) for a run ρ of A that does so too.
 *
 * The second cannot be had for all runs of C. An action that both branches of a conditional begin with may happen in C before the conditional is
 * decided (the delay rule D-COND), but not in A if its role waits for a selection: so the order of steps changes, which is the counterexample of
 * Cruz-Filipe and Montesi (Now It Compiles!, ITP 2023) to the exact correspondence; and if the decider fails, stops or runs for ever before it decides,
 * that role never gets to act in A at all, whatever the extension of the run.
 */
export interface Amendment {
  /** By procedure; for each role from the last conditional to the first and from the inside outwards. */
  readonly repairs: readonly Repair[];
  /** What selections cannot repair. */
  readonly unrepaired: readonly ProjectionError[];
  /** The labels of inserted selections; the model uses none of them otherwise. */
  readonly insertedLabels: ReadonlySet<string>;
  /** The model with the selections inserted. */
  readonly model: Model;
}

interface ProcedureAmendment {
  readonly repairs: readonly Repair[];
  readonly unrepaired: readonly ProjectionError[];
  readonly body: Choreography;
}

function planOf(repairs: readonly Repair[], roles: readonly Role[]): ReadonlyMap<Choice, readonly Role[]> {
  const told = new Map<Choice, Set<Role>>();
  for (const { choice, role } of repairs) told.set(choice, (told.get(choice) ?? new Set()).add(role));
  return new Map([...told].map(([choice, set]) => [choice, roles.filter((role) => set.has(role))]));
}

function amendProcedure(procedure: Procedure, labels: BranchLabels, using: Projection): ProcedureAmendment {
  const origins = new WeakMap<Instruction, Choice>();
  const unrepaired: ProjectionError[] = [];
  let repairs: readonly Repair[] = [];
  let body = procedure.body;

  const isTold = (choice: Choice, role: Role): boolean => repairs.some((repair) => repair.choice === choice && repair.role === role);

  /** The conditional that has to tell the role, as it stands in the procedure. */
  function culprit({ choice, role }: ProjectionError): Choice | undefined {
    const candidates = isChoice(choice) ? [choice] : choice.kind === "loop" ? exitChoices(choice) : [];
    return candidates.map((candidate) => origins.get(candidate) ?? candidate).find((candidate) => candidate.role !== role && !isTold(candidate, role));
  }

  function rebuild(chosen: readonly Repair[]): Choreography {
    return insertSelections(procedure.body, planOf(chosen, procedure.roles), labels, origins);
  }

  let doubtful = new Set(procedure.roles);
  while (doubtful.size > 0) {
    const next = new Set<Role>();
    for (const role of procedure.roles) {
      if (!doubtful.has(role)) continue;
      const projected = using.of(body, role);
      if (projected.ok) continue;
      const error: ProjectionError = { ...projected.error, procedure: procedure.name };
      const choice = culprit(error);
      if (choice === undefined) {
        unrepaired.push(error);
        continue;
      }
      repairs = [...repairs, { procedure: procedure.name, choice, role, labels: labels(branchCount(choice)), error }];
      next.add(role).add(choice.role);
    }
    doubtful = next;
    body = rebuild(repairs);
  }

  if (unrepaired.length === 0) {
    repairs = withoutNeedless(repairs, (fewer) => procedure.roles.every((role) => using.of(rebuild(fewer), role).ok));
    body = rebuild(repairs);
  }
  return { repairs, unrepaired, body };
}

/** A loop's exits may have been repaired at a conditional that turned out not to matter; conditionals named by projection always matter. */
function withoutNeedless(repairs: readonly Repair[], isEnough: (repairs: readonly Repair[]) => boolean): readonly Repair[] {
  let needed = repairs;
  for (const repair of repairs) {
    if (repair.error.choice.kind !== "loop") continue;
    const fewer = needed.filter((other) => other !== repair);
    if (isEnough(fewer)) needed = fewer;
  }
  return needed;
}

/**
 * The amendment of every procedure of the model; nothing is inserted where it is projectable already. Each repair costs one projection of the
 * roles concerned, so the whole is at most the number of inserted selections times the cost of projecting a procedure.
 */
export function planAmendment(model: Model, using: Projection = projection()): Amendment {
  const labels = freshLabels(labelsOf(model));
  const amended = [...model.procedures.values()].map((procedure) => ({ procedure, ...amendProcedure(procedure, labels, using) }));
  const repairs = amended.flatMap((one) => one.repairs);
  return {
    repairs,
    unrepaired: amended.flatMap((one) => one.unrepaired),
    insertedLabels: new Set(repairs.flatMap((repair) => repair.labels)),
    model: { ...model, procedures: new Map(amended.map(({ procedure, body }) => [procedure.name, { ...procedure, body }])) },
  };
}
