/** The parts of a proof that every certificate has: an argument that something is never shown, and runs that show what must not be missing. */
import { expressionTypes } from "../../../calculus/typing/index.ts";
import type { Watched } from "../head-first/conditions.ts";
import type { Program } from "../head-first/program.ts";
import { initialState } from "../head-first/states.ts";
import { Unrolling } from "../head-first/unrolling.ts";
import { namedVariables } from "../head-first/variable-names.ts";
import { newTerms } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { hasNoAnswer, isUnconditional, newContext } from "../values/index.ts";
import type { Asking, Rechecking } from "./asking.ts";
import { reject } from "./asking.ts";
import type { Argument, InvariantsAt } from "./certificate.ts";
import type { Formulas } from "./obligations.ts";
import { obligationsOf, shown } from "./obligations.ts";
import type { FormulaScope, ReadFormula } from "./read-formula.ts";
import { readFormula } from "./read-formula.ts";

/** Asks whether the argument excludes all of these. @throws Rejection @throws Refusal */
export function recheckArgument(
  property: string,
  argument: Argument,
  contraries: readonly Watched[],
  program: Program,
  rechecking: Rechecking,
  asking: Asking,
  context: Context,
): void {
  const formulas = argument.kind === "induction" ? formulasOf(argument.invariants, program, rechecking) : new Map<number, readonly ReadFormula[]>();
  for (const obligation of obligationsOf(program, argument, formulas, contraries, context)) asking.exclude(obligation, property, context);
}

/** Asks whether every function without body that was met can answer. @throws Rejection */
export function recheckAnswers(property: string, asking: Asking, { applications, definitions }: Context): void {
  for (const definition of new Set(applications.map((application) => application.definition))) {
    const own = newContext({ terms: newTerms(), definitions, arithmetic: "integers" });
    if (isUnconditional(definition, own)) continue;
    const otherwise = `${definition.name} may have no answer for some arguments`;
    asking.exclude({ name: `answers-${definition.name}`, premises: [], excluded: hasNoAnswer(definition, own), otherwise }, property, own);
  }
}

/** Asks whether some run shows this in the round. @throws Rejection @throws Refusal */
export function recheckReached(property: string, needed: Watched, round: number, program: Program, asking: Asking, context: Context): void {
  const unrolling = new Unrolling(program, new Map([[0, initialState(program, context)]]), "", context);
  const otherwise = `${property}: no run comes to what it is about in round ${String(round)}`;
  asking.show("reached", shown(unrolling, round, [needed], program, context), otherwise, context);
}

/** What formulas and measures are read over. */
export function scopeOf(program: Program, { files }: Pick<Rechecking, "files">): FormulaScope {
  return { definitions: program.machine.definitions, types: expressionTypes(files), variables: namedVariables(program.process) };
}

/** The formulas of every cut point, read. @throws Rejection */
export function formulasOf(invariants: readonly InvariantsAt[], program: Program, rechecking: Pick<Rechecking, "files">): Formulas {
  const scope = scopeOf(program, rechecking);
  const found = new Map<number, readonly ReadFormula[]>();
  for (const { location, formulas } of invariants) {
    refuseOtherPlaces(location, program, found);
    const read = formulas.map((text) => {
      const reading = readFormula(text, scope);
      return reading.ok ? reading.formula : reject(reading.reason);
    });
    found.set(location, read);
  }
  return found;
}

/** @throws Rejection for a place that is no cut point, or that something is said of already */
export function refuseOtherPlaces(location: number, program: Program, known: ReadonlyMap<number, unknown>): void {
  if (!program.isCut(location)) reject(`location ${String(location)} is no cut point`);
  if (known.has(location)) reject(`it has invariants of location ${String(location)} twice`);
}
