/**
 * What has to be impossible for an argument about calls that nest without end to hold: its formulas are put for what Horn clauses leave open, so that every clause is a
 * question (`call-clauses.ts`). What a call was given is written with `__given` behind the variable's name, what it leaves as `A.x`.
 */
import { present } from "../../../calculus/present.ts";
import type { Model } from "../../../calculus/core/index.ts";
import { machinesWithCalls } from "../../../calculus/machine/index.ts";
import { CallClauses } from "../head-first/call-clauses.ts";
import type { Said } from "../head-first/call-clauses.ts";
import type { CallingProgram } from "../head-first/calls.ts";
import { callingPrograms } from "../head-first/calls.ts";
import type { Watched } from "../head-first/conditions.ts";
import { symbolicParts } from "../head-first/parts.ts";
import type { NamedVariable } from "../head-first/variable-names.ts";
import { namedVariables } from "../head-first/variable-names.ts";
import type { Context } from "../values/index.ts";
import type { Sizes } from "./certificate.ts";
import type { Obligation } from "./obligations.ts";
import { slotsOf } from "./obligations.ts";
import type { ReadFormula } from "./read-formula.ts";

/** The machines of the choreography and of its calls; undefined where it has none. */
export function callsOf(model: Model, subject: string): readonly CallingProgram[] | undefined {
  const made = machinesWithCalls(model, subject);
  return made.ok ? callingPrograms(made.machines, symbolicParts) : undefined;
}

/** The variables of what is said, in the order of its cells. Linear. */
export function variablesOf({ remembered, given, left, process }: CallingProgram, { point }: Said): readonly NamedVariable[] {
  const all = namedVariables(process);
  const texts = new Set(all.map(({ text }) => text));
  const before = (index: number): Omit<NamedVariable, "index"> => {
    const { text, type } = present(all[index]);
    let name = `${text}__given`;
    while (texts.has(name)) name = `${name}_`;
    return { text: name, type };
  };
  const variables = point === undefined ? [...given.map(before), ...left.map((index) => present(all[index]))] : [...remembered.map(before), ...all];
  return variables.map(({ text, type }, index) => ({ text, type, index }));
}

/** What is said, as a key. */
export function saidKey({ machine, point }: Said): string {
  return point === undefined ? String(machine) : `${String(machine)}.${String(point)}`;
}

/** By key; what is not there is true. */
export type SaidFormulas = ReadonlyMap<string, readonly ReadFormula[]>;

/** The obligations that no run shows any of these, inside of calls or outside. Linear in the machines. @throws Refusal */
export function callObligations(
  programs: readonly CallingProgram[],
  formulas: SaidFormulas,
  sizes: Sizes,
  contraries: readonly Watched[],
  context: Context,
): readonly Obligation[] {
  const { terms } = context;
  const layouts = programs.map((program) => slotsOf(program, sizes, context));
  const made = new CallClauses(
    programs,
    context,
    (said, cells) => terms.and(...(formulas.get(saidKey(said)) ?? []).map(({ holds }) => holds(cells, context))),
    ({ number }) => layouts[number],
  );
  made.start();
  for (const program of programs) for (const point of program.cuts.points) made.follow(program, point, contraries);
  const names = [...new Set(made.clauses.map(({ name }) => name))];
  return names.map((name) => ({
    name,
    premises: [],
    excluded: terms.or(...made.clauses.filter((clause) => clause.name === name).map(({ body, head }) => terms.and(body, terms.not(head)))),
    otherwise: otherwise(name),
  }));
}

function otherwise(name: string): string {
  const [kind = "", ...place] = name.split("-");
  const where = place.length > 1 ? `location ${place[1] ?? ""} of machine ${place[0] ?? ""}` : `machine ${place[0] ?? ""}`;
  switch (kind) {
    case "initiation":
      return "an invariant does not hold at the start";
    case "consecution":
      return `an invariant is not kept by what follows ${where}`;
    case "entering":
      return `what a call is given at ${where} is not what its invariants say`;
    case "summary":
      return `a call of ${where} may leave what its summary does not say`;
    case "leaving":
      return `somebody may be through with a call that never ends, behind ${where}`;
    default:
      return `the invariants do not exclude the contrary behind ${where}`;
  }
}
