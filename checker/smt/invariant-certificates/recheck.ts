/**
 * The checker of certificates with invariants. It asks three questions of each cut point, and looks for nothing: what is not in the certificate it does not believe,
 * neither bounds from an analysis nor what the prover did. With the prover it shares the machine of the choreography and its encoding.
 */
import type { Model } from "../../../calculus/core/index.ts";
import type { ParsedFile } from "../../../calculus/syntax/index.ts";
import { isClosed } from "../../../calculus/semantics/index.ts";
import { machineOfChoreographyHeadFirst } from "../../../calculus/machine/index.ts";
import { projectionErrors } from "../../../calculus/projection/index.ts";
import { expressionTypes } from "../../../calculus/typing/index.ts";
import { hashOf } from "../../certificates/recheck.ts";
import { isPossible } from "../head-first/ask.ts";
import { hasEmptyChoice } from "../head-first/endings.ts";
import type { Program } from "../head-first/program.ts";
import { programOf } from "../head-first/program.ts";
import { initialState } from "../head-first/states.ts";
import { Unrolling } from "../head-first/unrolling.ts";
import type { Effort, Solver } from "../solver/index.ts";
import type { Term } from "../terms/index.ts";
import { newTerms } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { hasNoAnswer, isUnconditional, newContext, Refusal } from "../values/index.ts";
import type { InvariantCertificate, Proof } from "./certificate.ts";
import type { Formulas, Obligation } from "./obligations.ts";
import { obligationsOf, shown } from "./obligations.ts";
import type { Claimed } from "./question.ts";
import { claimed } from "./question.ts";
import type { ReadFormula } from "./read-formula.ts";
import { readFormula } from "./read-formula.ts";
import { namedVariables } from "../head-first/variable-names.ts";

/** Accepted: what is certified follows from the program. Rejected: why it does not. Unfinished: why it is not known. */
export type RecheckedInvariants =
  | { readonly kind: "accepted"; readonly queries: number; readonly solvers: readonly string[] }
  | { readonly kind: "rejected" | "unfinished"; readonly reason: string };

export interface Rechecking {
  readonly model: Model;
  readonly files: readonly ParsedFile[];
  /** Asked in this order until one knows. */
  readonly solvers: readonly Solver[];
  readonly effort: Effort;
  readonly shouldStop?: () => string | undefined;
}

/** Why a certificate is not accepted; thrown and caught in this file only. */
class Rejection extends Error {
  readonly kind: "rejected" | "unfinished";

  constructor(reason: string, kind: "rejected" | "unfinished" = "rejected") {
    super(reason);
    this.kind = kind;
  }
}

function reject(reason: string): never {
  throw new Rejection(reason);
}

/** The numbers of the cut points of a choreography, the only places where certificates have invariants; none where it has no machine. */
export function cutPointsOf(model: Model, subject: string): readonly number[] {
  const machine = machineOfChoreographyHeadFirst(model, subject);
  return machine.ok ? programOf(machine.built).cuts.points : [];
}

/**
 * Checks a certificate against a program: three queries for each cut point of each proof, or one for each round. `isAsked` leaves out questions, by their names, which
 * only a test of the tests wants. Throws only on mistakes of ours.
 */
export function recheckInvariants(
  certificate: InvariantCertificate,
  rechecking: Rechecking,
  isAsked: (name: string) => boolean = () => true,
): RecheckedInvariants {
  const { model } = rechecking;
  const asking = new Asking(rechecking, isAsked);
  try {
    const { subject, proofs, program } = certificate;
    if (hashOf(model.sources) !== program.hash) reject("it is for another program: the hash of the source differs");
    const procedure = model.procedures.get(subject);
    if (procedure === undefined || !isClosed(procedure)) reject(`the program has no choreography that runs by itself, \`${subject}\``);
    if (projectionErrors(model).length > 0) reject("the program has choreographies that are not projectable");
    if (hasEmptyChoice(model)) reject("a choice of the program has no values, so that nothing is said");
    const machine = machineOfChoreographyHeadFirst(model, subject);
    if (!machine.ok) reject(`${subject} has no machine: ${machine.reason}`);
    // What an analysis knows is not asked: here nothing is known but what the certificate says and the queries confirm.
    const checked: Program = { ...programOf(machine.built), known: () => undefined };
    for (const proof of proofs) recheckProof(proof, claimOf(proof, subject, model), checked, rechecking, asking);
    return { kind: "accepted", queries: asking.queries, solvers: asking.names() };
  } catch (failure) {
    if (failure instanceof Rejection) return { kind: failure.kind, reason: failure.message };
    if (failure instanceof Refusal) return { kind: "unfinished", reason: `it has no encoding: ${failure.message}` };
    throw failure;
  }
}

function claimOf({ property }: Proof, subject: string, model: Model): Claimed {
  const found = claimed(property, subject, model);
  return found.ok ? found.claim : reject(found.reason);
}

function recheckProof({ property, argument, reached }: Proof, { contraries, needed }: Claimed, program: Program, rechecking: Rechecking, asking: Asking): void {
  const context = newContext({ terms: newTerms(), definitions: program.machine.definitions, arithmetic: "integers" });
  const formulas = argument.kind === "induction" ? formulasOf(argument.invariants, program, rechecking) : new Map<number, readonly ReadFormula[]>();
  for (const obligation of obligationsOf(program, argument, formulas, contraries, context)) asking.exclude(obligation, property, context);
  for (const definition of new Set(context.applications.map((application) => application.definition))) {
    const own = newContext({ terms: newTerms(), definitions: context.definitions, arithmetic: "integers" });
    if (isUnconditional(definition, own)) continue;
    const otherwise = `${definition.name} may have no answer for some arguments`;
    asking.exclude({ name: `answers-${definition.name}`, premises: [], excluded: hasNoAnswer(definition, own), otherwise }, property, own);
  }
  const start = initialState(program, context);
  asking.show("start", start.reach, "there is no initial state, so that nothing is said", context);
  if (needed === undefined) return;
  const round = reached ?? reject(`${property}: it does not say in which round a run comes to what it is about`);
  const unrolling = new Unrolling(program, new Map([[0, start]]), "", context);
  asking.show(
    "reached",
    shown(unrolling, round, [needed], program, context),
    `${property}: no run comes to what it is about in round ${String(round)}`,
    context,
  );
}

/** The formulas of every cut point, read. */
function formulasOf(
  invariants: readonly { readonly location: number; readonly formulas: readonly string[] }[],
  program: Program,
  { files }: Rechecking,
): Formulas {
  const scope = { definitions: program.machine.definitions, types: expressionTypes(files), variables: namedVariables(program.process) };
  const found = new Map<number, readonly ReadFormula[]>();
  for (const { location, formulas } of invariants) {
    if (!program.isCut(location)) reject(`location ${String(location)} is no cut point`);
    if (found.has(location)) reject(`it has invariants of location ${String(location)} twice`);
    const read = formulas.map((text) => {
      const reading = readFormula(text, scope);
      return reading.ok ? reading.formula : reject(reading.reason);
    });
    found.set(location, read);
  }
  return found;
}

/** Asks the solvers, and counts. */
class Asking {
  queries = 0;
  private readonly rechecking: Rechecking;
  private readonly isAsked: (name: string) => boolean;
  private readonly used = new Set<string>();

  constructor(rechecking: Rechecking, isAsked: (name: string) => boolean) {
    this.rechecking = rechecking;
    this.isAsked = isAsked;
  }

  names(): readonly string[] {
    return [...this.used];
  }

  /** Rejects where it is possible, and does not finish where no solver knows. */
  exclude({ name, premises, excluded, otherwise }: Obligation, property: string, { assumptions }: Context): void {
    this.pause();
    if (excluded.kind === "false" || !this.isAsked(name)) return;
    this.queries += 1;
    const assertions = [...premises.map(({ term }) => term), excluded, ...assumptions].map((term) => ({ term }));
    const reasons: string[] = [];
    for (const solver of this.rechecking.solvers) {
      const answer = solver.ask({ name: `recheck-${property}-${name}`, assertions }, this.rechecking.effort);
      if (answer.kind === "sat") reject(`${property}: ${otherwise}`);
      if (answer.kind === "unsat") return void this.used.add(solver.name);
      reasons.push(`${solver.name}: ${answer.detail}`);
    }
    throw new Rejection(`${property}, ${name}: ${reasons.join("; ")}`, "unfinished");
  }

  /** Rejects where it is not possible. A model is checked. */
  show(name: string, condition: Term, otherwise: string, context: Context): void {
    this.pause();
    this.queries += 1;
    const reasons: string[] = [];
    for (const solver of this.rechecking.solvers) {
      const answer = isPossible(`recheck-${name}`, [condition], context, { solver, effort: this.rechecking.effort });
      if (answer.kind === "no") reject(otherwise);
      if (answer.kind === "yes") return void this.used.add(solver.name);
      reasons.push(answer.reason);
    }
    throw new Rejection(`${name}: ${reasons.join("; ")}`, "unfinished");
  }

  private pause(): void {
    const stopped = this.rechecking.shouldStop?.();
    if (stopped !== undefined) throw new Rejection(stopped, "unfinished");
  }
}
