/**
 * Questions about a choreography decided by a solver: for all values of unbounded data at once. What the method may decide is what head-first exploration may
 * (docs/verdicts.md); a run that the solver finds is executed by the semantics of machines before anybody sees it.
 */
import { assertNever } from "../../../calculus/assert-never.ts";
import { machineOfChoreographyHeadFirst } from "../../../calculus/machine/index.ts";
import type { Model, Value } from "../../../calculus/core/index.ts";
import type { Label } from "../../../calculus/semantics/index.ts";
import { headFirstDecides } from "../../head-first/applicability.ts";
import type { Question } from "../../items.ts";
import type { Outcome } from "../../verdict.ts";
import { newTerms } from "../terms/index.ts";
import type { Arithmetic, Context } from "../values/index.ts";
import { newContext, refuse, Refusal } from "../values/index.ts";
import type { Watched } from "./conditions.ts";
import type { Deciding, Decision, Effortful, SymbolicMethod } from "./decide-watched.ts";
import { Decider } from "./decide-watched.ts";
import type { NestedPrograms } from "./decide-with-calls.ts";
import { CallDecider, nestedPrograms } from "./decide-with-calls.ts";
import { hasEmptyChoice, withoutChoice } from "./endings.ts";
import { executeRun } from "./machine-run.ts";
import type { SymbolicParts } from "./parts.ts";
import { symbolicParts } from "./parts.ts";
import type { Program } from "./program.ts";
import { writtenInvariants } from "./written-invariants.ts";
import { forSolvers, programOf } from "./program.ts";

export interface SymbolicAnswer {
  readonly outcome: Outcome;
  readonly reason?: string;
  /** A clause: by which method, with which arithmetic and which solver. */
  readonly method: string;
  /** The method alone, which does not depend on the solver: `k-induction, k = 2`. */
  readonly technique?: string;
  /** It was decided for integers without end, longer ones than the evaluator's limits included. */
  readonly isUnbounded?: true;
  /** Inductive invariants that the proof rests on, a sentence for each cut point. */
  readonly invariants?: readonly string[];
  /** The names of what was asked for it; what it shares with an answer before it is there. */
  readonly queries?: readonly string[];
  /** The run that decides it: what variables hold at the start, as `A.x` names them, and the labels. */
  readonly run?: { readonly initial: ReadonlyMap<string, Value>; readonly labels: readonly Label[] };
}

/** One answer for each question. The cost is that of the solver, within the effort. */
export function surveySymbolic(
  model: Model,
  subject: string,
  questions: readonly Question[],
  effort: Effortful,
  parts: SymbolicParts = symbolicParts,
): ReadonlyMap<Question, SymbolicAnswer> {
  const machine = machineOfChoreographyHeadFirst(model, subject, forSolvers);
  const program = machine.ok ? programOf(machine.built, parts) : nestedPrograms(model, subject, parts);
  if (program === undefined) return refusedAll(questions, machine.ok ? "" : machine.reason);
  const answers = new Map<Question, SymbolicAnswer>();
  const deciders = new Map<Arithmetic, Deciding>();
  for (const question of questions) {
    const answer = answerTo(question, model, program, parts, deciders, effort);
    const queries = effort.asked?.();
    answers.set(question, queries === undefined ? answer : { ...answer, queries });
  }
  return answers;
}

function refusedAll(questions: readonly Question[], reason: string): ReadonlyMap<Question, SymbolicAnswer> {
  return new Map(questions.map((question) => [question, { outcome: "unknown", reason, method: "not encoded" }]));
}

/** Words where everything is bounded, otherwise integers. */
function answerTo(
  question: Question,
  model: Model,
  program: Program | NestedPrograms,
  parts: SymbolicParts,
  deciders: Map<Arithmetic, Deciding>,
  effort: Effortful,
): SymbolicAnswer {
  const reasons: string[] = [];
  for (const arithmetic of parts.arithmetics) {
    try {
      let decider = deciders.get(arithmetic);
      if (decider === undefined) deciders.set(arithmetic, (decider = deciderFor(program, model, parts, arithmetic, effort)));
      return decided(question, model, decider, arithmetic, effort, parts);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reasons.push(error.message);
    }
  }
  return { outcome: "unknown", reason: `it has no encoding: ${reasons.at(-1) ?? ""}`, method: "not encoded" };
}

/** @throws Refusal */
function deciderFor(program: Program | NestedPrograms, { definitions }: Model, parts: SymbolicParts, arithmetic: Arithmetic, effort: Effortful): Deciding {
  const fresh = (): Context => {
    const context = newContext({ terms: newTerms(growthWithin(effort)), definitions, arithmetic });
    return { ...context, integers: parts.integers(context.integers, context.terms) };
  };
  return "calling" in program ? new CallDecider(program, fresh, effort) : new Decider(program, fresh(), effort);
}

/** Encodings with more terms are given up: what a solver makes of fewer is too much for it already. */
const mostTerms = 1_000_000;

/** Ends encodings that become too large, and those that somebody asks to stop. The function throws Refusal. */
function growthWithin({ shouldStop }: Pick<Effortful, "shouldStop">): (made: number) => void {
  return (made) => {
    const stop = made > mostTerms ? `formulas with more than ${String(mostTerms)} parts` : shouldStop();
    if (stop !== undefined) refuse(stop);
  };
}

/** What has to be seen, or not to be, for each question. */
export function watchedFor(question: Question): Watched | "by-design" {
  if (question.kind === "property") {
    const { kind, formula } = question.property;
    return { kind: "formula", formula, wanted: kind === "never" || kind === "witness", at: kind === "finally" ? "final-states" : "states" };
  }
  switch (question.item) {
    case "no-failure":
      return { kind: "failure" };
    case "assert":
      return { kind: "violation" };
    case "deadlock-free":
    case "reception-safe":
    case "orphan-free":
      return "by-design";
    default:
      return assertNever(question.item);
  }
}

/** @throws Refusal */
function decided(
  question: Question,
  model: Model,
  decider: Deciding,
  arithmetic: Arithmetic,
  effort: Effortful,
  { looksForValues }: SymbolicParts,
): SymbolicAnswer {
  const watched = watchedFor(question);
  const by = (decision: {
    readonly method: SymbolicMethod;
    readonly k?: number;
  }): Pick<SymbolicAnswer, "method" | "isUnbounded"> & { readonly technique: string } => {
    const k = decision.k === undefined || decision.method === "symbolic execution" ? "" : `, k = ${String(decision.k)}`;
    const isWords = arithmetic === "words" && !decision.method.startsWith("Horn clauses");
    const technique = `${decision.method}${k}`;
    return { technique, method: `${technique}, ${isWords ? "bit-vectors" : "integers"}, ${effort.solver.name}`, ...(isWords ? {} : { isUnbounded: true }) };
  };
  const start = decider.start();
  if (start.kind === "no") return { outcome: "vacuous", reason: "there is no initial state", ...by({ method: "symbolic execution" }) };
  if (start.kind === "unknown")
    return { outcome: "unknown", reason: `whether there is an initial state: ${start.reason}`, ...by({ method: "symbolic execution" }) };
  if (watched === "by-design") {
    const method = "deadlock freedom by design (docs/semantics.md §8)";
    return {
      ...(vacuity(question, decider, model, looksForValues) ?? { outcome: "proved" }),
      method,
      ...(arithmetic === "words" ? {} : { isUnbounded: true }),
    };
  }
  if (watched.kind === "formula") {
    const without = decider.decide({ ...watched, wanted: "none" });
    if (without.kind === "seen") return { outcome: "error", reason: "the property has no truth value in a state that is reached", ...by(without) };
    if (without.kind === "up-to")
      return {
        outcome: "unknown",
        reason: `whether the property has a truth value: ${without.reason}`,
        method: `bounded model checking, ${effort.solver.name}`,
      };
  }
  const decision = decider.decide(watched);
  const isWitness = question.kind === "property" && question.property.kind === "witness";
  if (decision.kind === "up-to") return { outcome: "unknown", reason: decision.reason, method: `bounded model checking, ${effort.solver.name}` };
  if (decision.kind === "seen") {
    const { program } = decision;
    const executed = executeRun(program, decision.run());
    if (!executed.ok) return { outcome: "disagreement", reason: `step ${String(executed.step)} of the solver's run: ${executed.reason}`, ...by(decision) };
    return {
      outcome: isWitness ? "proved" : "violated",
      ...by(decision),
      run: { initial: initialOf(program, executed.initial), labels: executed.labels },
    };
  }
  const method = by(decision);
  if (isWitness && !isAbsentWhereNeverSeen(question, model))
    return { outcome: "unknown", reason: "head first it is in no state, which says nothing of other interleavings", ...method };
  const vacuous = vacuity(question, decider, model, looksForValues);
  if (vacuous !== undefined) return { ...vacuous, ...method };
  return isWitness ? { outcome: "violated", reason: "no reachable state shows it", ...method } : { outcome: "proved", ...method, ...invariantsOf(decision) };
}

/** What the proof rests on, as the evidence of the answer. */
function invariantsOf({ invariants, program }: Extract<Decision, { kind: "never" }>): Pick<SymbolicAnswer, "invariants"> {
  if (invariants === undefined || program === undefined) return {};
  return {
    invariants: writtenInvariants(invariants).map(({ point, formulas }) => {
      return `whenever a run is ${placeName(point, program)}, as far as the variables are set: ${formulas.join("; ")}`;
    }),
  };
}

/** Where a cut point is. */
export function placeName(point: number, { process }: Program): string {
  const label = process.locations[point]?.label;
  return point === 0 ? "at the start" : `at location ${String(point)} of its machine${label === undefined ? "" : ` ('${label})`}`;
}

/** Whether a state that no head-first run has is in no state of the network. */
function isAbsentWhereNeverSeen(question: Extract<Question, { kind: "property" }>, model: Model): boolean {
  return headFirstDecides({ ...question, property: { ...question.property, kind: "never" } }, model);
}

/** Why a question that nothing contradicts is not proved all the same. @throws Refusal */
function vacuity(question: Question, decider: Deciding, model: Model, looksForValues: boolean): Pick<SymbolicAnswer, "outcome" | "reason"> | undefined {
  const without = looksForValues ? decider.decide({ kind: "no-value" }) : undefined;
  if (without?.kind === "seen") return withoutChoice(model);
  if (without?.kind === "up-to") return { outcome: "unknown", reason: `whether every choice has a value: ${without.reason}` };
  if (hasEmptyChoice(model))
    return { outcome: "unknown", reason: "a choice has no value, and it is not known whether it is reached while somebody is ignored" };
  const answers = decider.unanswered();
  if (answers !== undefined) return { outcome: "unknown", reason: answers };
  const needed: readonly [Watched, string] | undefined =
    question.kind === "property" && question.property.kind === "finally"
      ? [{ kind: "end" }, "no final state is reachable"]
      : question.kind === "built-in" && question.item === "assert"
        ? [{ kind: "assertion" }, "no assertion is ever reached"]
        : undefined;
  const cutOff = decider.isCutOff() ? { outcome: "vacuous" as const, reason: "every run is cut off by an assumption that is false" } : undefined;
  if (needed === undefined) return cutOff;
  const [watched, reason] = needed;
  const seen: Decision = decider.decide(watched);
  if (seen.kind === "seen") return cutOff;
  return seen.kind === "never" ? { outcome: "vacuous", reason } : { outcome: "unknown", reason: `whether ${reason}: ${seen.reason}` };
}

/** What the fields hold at the start, by `A.x`. */
export function initialOf({ process }: Program, values: readonly (Value | undefined)[]): ReadonlyMap<string, Value> {
  return new Map(
    process.variables.flatMap(({ source }, index) => {
      const value = values[index];
      return value === undefined || source.frame !== undefined ? [] : [[`${source.role}.${source.variable}`, value] as const];
    }),
  );
}
