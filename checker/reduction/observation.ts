/** How much of a run a question sees: what decides which reduction preserves its answer (docs/reductions.md §3). */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Model, Role } from "../../calculus/core/index.ts";
import type { Command, Machine, MachineProcess } from "../../calculus/machine/index.ts";
import { partsOf } from "../../calculus/syntax/index.ts";
import type { Expression, Formula } from "../../calculus/syntax/index.ts";
import { closedDomain } from "../../calculus/values/index.ts";
import type { Question } from "../items.ts";
import { isOneRoleConjunction, readsEvents } from "../property/one-role.ts";
import { readsOf } from "../property/reads.ts";
import { consultsOracle, expressionsOf } from "./oracles.ts";

export interface Observation {
  /**
   * `terminal`: only states in which no role can move. `local`: steps and local states of single roles. `global`: states of several roles at once.
   * `everything`: no reduction of steps preserves it.
   */
  readonly kind: "terminal" | "local" | "global" | "everything";
  /** What formulas read of states; without a field: anything that the role does. */
  readonly reads: readonly { readonly role: Role; readonly field?: string }[];
}

/** What a question sees. Linear in its formula. */
export function observationOf(question: Question, model: Model): Observation {
  if (question.kind === "built-in") {
    switch (question.item) {
      case "deadlock-free":
      case "orphan-free":
        return { kind: "terminal", reads: [] };
      case "assert":
      case "no-failure":
      case "reception-safe":
        return { kind: "local", reads: [] };
      default:
        return assertNever(question.item);
    }
  }
  const { kind, formula } = question.property;
  const reads = readsOf(formula, (name) => model.roles.has(name)).flatMap((read) => {
    if (read.kind === "function") return [];
    if (read.kind === "event") return sidesOf(read.formula).map((role) => ({ role }));
    const isField = read.kind === "variable" && (model.roles.get(read.role) ?? []).some(({ name }) => name === read.variable);
    return [{ role: read.role, ...(isField ? { field: read.variable } : {}) }];
  });
  if (kind === "finally") return { kind: readsEvents(formula) ? "everything" : "terminal", reads };
  if (isOneRoleConjunction(formula, kind !== "always", model)) return { kind: "local", reads };
  return { kind: readsEvents(formula) ? "everything" : "global", reads };
}

/** Both sides of an event: who is exchanged with somebody else makes another event of it. */
function sidesOf(formula: Formula): readonly Role[] {
  return formula.kind === "sent" || formula.kind === "received" ? [formula.from.text, formula.to.text] : [];
}

const kinds: readonly Observation["kind"][] = ["terminal", "local", "global", "everything"];

/** What all of these see together. */
export function together(observations: readonly Observation[]): Observation {
  const strongest = Math.max(0, ...observations.map(({ kind }) => kinds.indexOf(kind)));
  return { kind: kinds[strongest] ?? "everything", reads: observations.flatMap(({ reads }) => reads) };
}

/**
 * What an exploration for all of these questions must see. Every verdict depends on whether somebody meets a choice without values, which is a local state:
 * only of machines where nobody does can it be left unseen.
 */
export function observationOfAll(questions: readonly Question[], model: Model, machine: Machine): Observation {
  const seen = questions.map((question) => observationOf(question, model));
  return together(mayLackValues(machine) ? [...seen, { kind: "local", reads: [] }] : seen);
}

/** Whether a command may ask for a value where there is none. Linear in the commands and in the domains without variables. */
function mayLackValues({ processes, definitions }: Machine): boolean {
  return processes.some(({ variables, locations }) => {
    const names = new Set(variables.map(({ name }) => name));
    return locations.some(({ commands }) =>
      commands.some((command) => {
        if (consultsOracle(command, definitions)) return true;
        if (command.effect.kind !== "any") return false;
        if (expressionsOf(command, definitions).some((expression) => mentions(expression, names))) return true;
        const values = closedDomain(command.effect.domain, definitions);
        return values?.kind !== "finite" || values.values.length === 0;
      }),
    );
  });
}

function mentions(expression: Expression, names: ReadonlySet<string>): boolean {
  return (expression.kind === "name" && names.has(expression.name.text)) || partsOf(expression).some((part) => mentions(part, names));
}

/** Whether a step by this command may change what is seen of states. */
export function isVisible(command: Command, process: MachineProcess, { kind, reads }: Observation): boolean {
  if (kind !== "global") return kind === "everything";
  return reads.some(({ role, field }) => role === command.role && (field === undefined || stops(command) || writes(command, process, role, field)));
}

/** Whether the crash of a role may change what is seen of states. */
export function seesCrashOf(role: Role, { kind, reads }: Observation): boolean {
  return kind === "everything" || (kind === "global" && reads.some((read) => read.role === role));
}

function stops({ effect }: Command): boolean {
  return effect.kind === "fail" || effect.kind === "stop";
}

function writes({ effect, updates }: Command, process: MachineProcess, role: Role, field: string): boolean {
  const written = [
    ...updates.map(({ variable }) => variable),
    ...(effect.kind === "any" ? [effect.variable] : []),
    ...(effect.kind === "receive" || effect.kind === "transfer" ? effect.variables : []),
  ];
  return process.variables.some(
    ({ name, source }) => source.role === role && source.variable === field && source.frame === undefined && written.includes(name),
  );
}
