/** Certificates where calls nest without end: the invariants of each machine, and a summary of each call, which relates what it is given with what it leaves. */
import { expressionTypes } from "../../../calculus/typing/index.ts";
import { machineOfChoreographyHeadFirst } from "../../../calculus/machine/index.ts";
import type { CallingProgram } from "../head-first/calls.ts";
import type { Said } from "../head-first/call-clauses.ts";
import { symbolicParts } from "../head-first/parts.ts";
import { programOf } from "../head-first/program.ts";
import type { Program } from "../head-first/program.ts";
import { initialState } from "../head-first/states.ts";
import { newTerms } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { newContext, refuse } from "../values/index.ts";
import type { Asking, Rechecking } from "./asking.ts";
import { reject } from "./asking.ts";
import type { CallsArgument } from "./certificate.ts";
import { callObligations, callsOf, saidKey, variablesOf } from "./call-obligations.ts";
import type { SaidFormulas } from "./call-obligations.ts";
import type { Claimed } from "./question.ts";
import type { ReadFormula } from "./read-formula.ts";
import { readFormula } from "./read-formula.ts";
import { recheckReached } from "./recheck-argument.ts";

/** The machine of a choreography whose calls are followed to the depth to which runs are looked for. @throws Rejection */
function nestedProgram(subject: string, { model }: Rechecking): Program {
  const machine = machineOfChoreographyHeadFirst(model, subject, { stopBranches: true, nested: symbolicParts.shallow.depth });
  return machine.ok ? { ...programOf(machine.built), known: () => undefined } : reject(`${subject} has no machine: ${machine.reason}`);
}

/** Asks everything of a proof about calls. @throws Rejection @throws Refusal */
export function recheckCalls(
  property: string,
  argument: CallsArgument,
  reached: number | undefined,
  { contraries, needed }: Claimed,
  subject: string,
  rechecking: Rechecking,
  asking: Asking,
): void {
  const programs = callsOf(rechecking.model, subject) ?? reject(`the calls of ${subject} have no machines`);
  const unknowing = programs.map((program): CallingProgram => ({ ...program, known: () => undefined }));
  const { definitions } = rechecking.model;
  const fresh = (): Context => newContext({ terms: newTerms(), definitions, arithmetic: "integers" });
  const context = fresh();
  const formulas = formulasSaid(argument, unknowing, rechecking);
  for (const obligation of callObligations(unknowing, formulas, argument.sizes, contraries, context)) asking.exclude(obligation, property, context);
  if (context.applications.length > 0) refuse("functions without body where calls nest without end");
  const program = nestedProgram(subject, rechecking);
  const begun = fresh();
  asking.show("start", initialState(program, begun).reach, "there is no initial state, so that nothing is said", begun);
  if (needed === undefined) return;
  const round = reached ?? reject(`${property}: it does not say in which round a run comes to what it is about`);
  recheckReached(property, needed, round, program, asking, fresh());
}

/** What is said, read. @throws Rejection */
export function formulasSaid(
  { said }: CallsArgument,
  programs: readonly CallingProgram[],
  { files, model: { definitions } }: Pick<Rechecking, "files" | "model">,
): SaidFormulas {
  const types = expressionTypes(files);
  const found = new Map<string, readonly ReadFormula[]>();
  for (const { machine, location, formulas } of said) {
    const program = programs[machine] ?? reject(`there is no machine ${String(machine)}`);
    if (location === undefined ? machine === 0 : !program.isCut(location))
      reject(`location ${String(location ?? "")} of machine ${String(machine)} is no cut point`);
    const one: Said = location === undefined ? { machine } : { machine, point: location };
    if (found.has(saidKey(one))) reject(`it says something of ${saidKey(one)} twice`);
    const scope = { definitions, types, variables: variablesOf(program, one) };
    const read = formulas.map((text) => {
      const reading = readFormula(text, scope);
      return reading.ok ? reading.formula : reject(reading.reason);
    });
    found.set(saidKey(one), read);
  }
  return found;
}
