/**
 * Properties of whole runs decided by a solver, head first (docs/smt.md): that every run comes to something. A run that ends without it, or goes round for ever, is
 * looked for; that there is none is shown by a ranking function.
 */
import { nowhere } from "../../../calculus/diagnostics/index.ts";
import type { Model, Value } from "../../../calculus/core/index.ts";
import { machineOfChoreographyHeadFirst } from "../../../calculus/machine/index.ts";
import type { Label } from "../../../calculus/semantics/index.ts";
import type { Fairness } from "../../../calculus/syntax/index.ts";
import type { Outcome } from "../../verdict.ts";
import { newTerms } from "../terms/index.ts";
import type { Arithmetic, Context } from "../values/index.ts";
import { attempt, newContext, refuse, Refusal } from "../values/index.ts";
import type { Decision, Effortful } from "./decide-watched.ts";
import { Decider } from "./decide-watched.ts";
import { hasEmptyChoice, withoutChoice } from "./endings.ts";
import type { CandidateForms } from "./candidates.ts";
import type { Invariants } from "./invariants.ts";
import { inductiveCandidates, noInvariants } from "./invariants.ts";
import { lassoOf } from "./lasso.ts";
import type { SymbolicLasso } from "./lasso.ts";
import { executeRun } from "./machine-run.ts";
import type { SymbolicParts } from "./parts.ts";
import { symbolicParts } from "./parts.ts";
import type { Program } from "./program.ts";
import { forSolvers, programOf } from "./program.ts";
import type { Aim, AimPrograms } from "./aims.ts";
import { aimPrograms, mayBeCutOff, missedAfterTrigger, rememberingTrigger } from "./aims.ts";
import { hasProvedBounds } from "./proved-bounds.ts";
import { findSizes } from "./sizes.ts";
import type { Ranking } from "./ranking.ts";
import { rankingOf } from "./ranking.ts";
import type { SymbolicRun } from "./symbolic-run.ts";
import { hasAlwaysTruth, isOfOneRole, isOfStates } from "./visible.ts";
import { initialOf, placeName } from "./survey.ts";
import { writtenInvariants } from "./written-invariants.ts";

export interface WholeRunAnswer {
  readonly outcome: Outcome;
  readonly reason?: string;
  /** A clause: by which method, with which arithmetic and which solver. */
  readonly method: string;
  readonly technique?: string;
  /** It was decided for integers without end, longer ones than the evaluator's limits included. */
  readonly isUnbounded?: true;
  /** What the proof rests on, a sentence each. */
  readonly grounds?: readonly string[];
  /** Of a proof: the tuples of measures that fall, and what they need; of all runs, or of those until the aim. */
  readonly ranked?: RankedRuns & { readonly isComplete: boolean };
  /** All runs are finite, so that it holds whatever the fairness. */
  readonly holdsWithoutFairness?: true;
  readonly queries?: readonly string[];
  /** The run that shows the contrary; `loop`: the steps behind this number are repeated for ever. It is not confirmed yet. */
  readonly run?: { readonly initial: ReadonlyMap<string, Value>; readonly labels: readonly Label[]; readonly loop?: number };
}

/** Rounds of loops and calls of the longest runs that are looked at for one that goes round for ever: before invariants are looked for, and at last. */
const roundsOfLassos = { first: 2, longest: 6 } as const;

/** Whether every run of the choreography comes to it, under the fairness. The cost is that of the solver, within the effort. */
export function surveyWholeRuns(
  model: Model,
  subject: string,
  aim: Aim,
  fairness: Fairness,
  effort: Effortful,
  parts: SymbolicParts = symbolicParts,
): WholeRunAnswer {
  const { formula, whenever } = aim;
  const formulas = [formula, whenever].filter((one) => one !== undefined);
  if (!formulas.every((one) => isOfStates(one, model))) return notEncoded("events, labels of statements and functions without body are not");
  const machine = machineOfChoreographyHeadFirst(model, subject, forSolvers);
  if (!machine.ok) return notEncoded(machine.reason);
  const program = programOf(machine.built, parts);
  let reason = "";
  for (const arithmetic of parts.arithmetics) {
    try {
      const answer = new WholeRuns(model, program, aim, fairness, arithmetic, effort).answer();
      const queries = effort.asked?.();
      return queries === undefined ? answer : { ...answer, queries };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reason = error.message;
    }
  }
  return notEncoded(reason);
}

function notEncoded(reason: string): WholeRunAnswer {
  return { outcome: "unknown", reason: `it has no encoding: ${reason}`, method: "not encoded" };
}

export interface RankedRuns {
  readonly ranking: Ranking;
  readonly tuples: Ranking;
  readonly invariants: Invariants;
}

const withoutRounds: RankedRuns = { ranking: new Map(), tuples: new Map(), invariants: noInvariants };

class WholeRuns {
  readonly #model: Model;
  readonly #aim: Aim;
  readonly #fairness: Fairness;
  readonly #arithmetic: Arithmetic;
  readonly #effort: Effortful;
  readonly #programs: AimPrograms;
  readonly #whole: Program;
  readonly #runs: Program;

  constructor(model: Model, program: Program, aim: Aim, fairness: Fairness, arithmetic: Arithmetic, effort: Effortful) {
    this.#model = model;
    this.#aim = aim;
    this.#fairness = fairness;
    this.#arithmetic = arithmetic;
    this.#effort = effort;
    this.#programs = aimPrograms(aim, model, program);
    this.#whole = program;
    this.#runs = this.#programs.runs;
  }

  #context(): Context {
    const { machine, parts } = this.#whole;
    const context = newContext({ terms: newTerms(), definitions: machine.definitions, arithmetic: this.#arithmetic });
    return { ...context, integers: parts.integers(context.integers, context.terms) };
  }

  #by(technique: string): Pick<WholeRunAnswer, "method" | "isUnbounded"> & { readonly technique: string } {
    const isWords = this.#arithmetic === "words";
    return {
      technique,
      method: `${technique}, ${isWords ? "bit-vectors" : "integers"}, ${this.#effort.solver.name}`,
      ...(isWords ? {} : { isUnbounded: true }),
    };
  }

  #unknown(reason: string): WholeRunAnswer {
    return { outcome: "unknown", reason, method: `bounded model checking, ${this.#effort.solver.name}` };
  }

  /** @throws Refusal */
  answer(): WholeRunAnswer {
    const effort = this.#effort;
    const untilAim = new Decider(this.#programs.untilAim, this.#context(), effort);
    const start = untilAim.start();
    if (start.kind === "no") return { outcome: "vacuous", reason: "there is no initial state", ...this.#by("symbolic execution") };
    if (start.kind === "unknown") return this.#unknown(`whether there is an initial state: ${start.reason}`);
    const untrue = this.#withoutTruth(untilAim);
    if (untrue !== undefined) return untrue;
    const missed = this.#missed(untilAim);
    if (missed.kind === "seen") return this.#shown(missed.run(), undefined, "bounded model checking");
    if (missed.kind === "up-to") return this.#unknown(`whether a run ends without it: ${missed.reason}`);
    const { runs, isComplete } = this.#allEnd(missed);
    if ("loop" in runs) return this.#shown(runs.run, runs.loop, "bounded model checking");
    if ("reason" in runs) return this.#unknown(`${runs.reason}; and no run that goes round for ever within ${String(roundsOfLassos.longest)} rounds`);
    const by = this.#by(runs.ranking.size === 0 ? missed.method : "ranking function");
    const vacuous = this.#vacuity(isComplete || !this.#programs.isAimSeen);
    if (vacuous !== undefined) return { ...vacuous, ...by };
    return { outcome: "proved", ...by, grounds: this.#grounds(runs), ranked: { ...runs, isComplete }, ...(isComplete ? { holdsWithoutFairness: true } : {}) };
  }

  /** Whether a run ends without it; where something should lead to it, after that. @throws Refusal */
  #missed(untilAim: Decider): Decision {
    const { formula } = this.#aim;
    const missed = untilAim.decide({ kind: "missed", formula });
    const remembering = missed.kind === "never" ? undefined : rememberingTrigger(this.#aim, this.#model, this.#programs.untilAim);
    return remembering === undefined ? missed : new Decider(remembering, this.#context(), this.#effort).decide(missedAfterTrigger(formula, remembering));
  }

  /**
   * That no run goes round for ever, or one that does; `isComplete`: none at all, otherwise none before it comes to the aim or violates an assumption. With as few
   * invariants as suffice: none, simple ones, all that are found. @throws Refusal
   */
  #allEnd(missed: Extract<Decision, { kind: "never" }>): {
    readonly runs: RankedRuns | SymbolicLasso | { readonly reason: string };
    readonly isComplete: boolean;
  } {
    const isShort = missed.method === "symbolic execution" || missed.method === "bounded model checking";
    const { isFollowed, untilAim } = this.#programs;
    if (isShort && isFollowed) return { runs: withoutRounds, isComplete: true };
    const isAll = this.#fairness === "no-fairness" || isFollowed;
    const known = this.#provedKnown();
    const candidates = [this.#runs, ...(isAll ? [] : [untilAim])].map((program) => ({
      program: { ...program, known },
      isComplete: program === this.#runs,
      context: this.#context(),
    }));
    let reason = "";
    for (const forms of [undefined, "relations", "all"] as const) {
      for (const { program, isComplete, context } of candidates) {
        if (isShort && !isComplete) return { runs: withoutRounds, isComplete };
        const stop = this.#effort.shouldStop();
        if (stop !== undefined) return { runs: { reason: stop }, isComplete };
        const ranked = this.#ranked(program, forms, context);
        if (!("reason" in ranked)) return { runs: ranked, isComplete };
        reason = ranked.reason;
      }
      const lasso = forms === "relations" ? undefined : this.#lasso(forms === undefined ? roundsOfLassos.first : roundsOfLassos.longest);
      if (lasso !== undefined) return { runs: lasso, isComplete: false };
    }
    return { runs: { reason }, isComplete: false };
  }

  /** What is known at cut points, with how large lists, sets and maps become: it is proved. @throws Refusal */
  #provedKnown(): Program["known"] {
    const sized = findSizes(this.#runs, this.#context(), this.#effort);
    if (sized.kind === "sized") return sized.program.known;
    if (sized.kind === "open") return refuse(`no bound was found for the size of ${sized.what.join(", ")} in loops`);
    if (this.#runs.parts.provesBounds && !hasProvedBounds(this.#runs, this.#context(), this.#effort))
      refuse("what an analysis says of loops, which was not proved");
    return this.#runs.known;
  }

  #lasso(longest: number): SymbolicLasso | undefined {
    const lasso = attempt(nowhere, () => lassoOf(this.#programs.untilAim, longest, this.#context(), this.#effort));
    return lasso.kind === "encoded" ? lasso.result : undefined;
  }

  /** What a formula without a truth value makes of the property; undefined where there is none. @throws Refusal */
  #withoutTruth(untilAim: Decider): WholeRunAnswer | undefined {
    const { formula, whenever } = this.#aim;
    for (const one of [formula, whenever]) {
      if (one === undefined || hasAlwaysTruth(one, this.#model)) continue;
      if (whenever !== undefined || !isOfOneRole(one, this.#model))
        return this.#unknown("whether a formula about several roles has a truth value depends on the order of their steps");
      const without = untilAim.decide({ kind: "formula", formula: one, wanted: "none", at: "states" });
      if (without.kind === "seen")
        return { outcome: "error", reason: "the property has no truth value in a state that is reached", ...this.#by("bounded model checking") };
      if (without.kind === "up-to") return this.#unknown(`whether the property has a truth value: ${without.reason}`);
    }
    return undefined;
  }

  #shown(run: SymbolicRun, loop: number | undefined, technique: string): WholeRunAnswer {
    const executed = executeRun(this.#whole, run);
    const by = this.#by(technique);
    if (!executed.ok) return { outcome: "disagreement", reason: `step ${String(executed.step)} of the solver's run: ${executed.reason}`, ...by };
    const common = { initial: initialOf(this.#whole, executed.initial), labels: executed.labels };
    if (loop === undefined) return { outcome: "violated", ...by, run: common };
    const before = executeRun(this.#whole, { ...run, steps: run.steps.slice(0, loop) });
    if (!before.ok) return { outcome: "disagreement", reason: `step ${String(before.step)} of the solver's run: ${before.reason}`, ...by };
    return { outcome: "violated", ...by, run: { ...common, loop: before.labels.length } };
  }

  /** A ranking function for the loops of the program, from such invariants. @throws Refusal */
  #ranked(program: Program, forms: CandidateForms | undefined, context: Context): RankedRuns | { readonly reason: string } {
    const made = attempt(nowhere, () => (forms === undefined ? noInvariants : inductiveCandidates(program, context, this.#effort, forms)));
    const invariants = made.kind === "encoded" ? made.result : undefined;
    if (invariants === undefined) return { reason: "no ranking function was found: the solver finds no invariants" };
    const ranked = rankingOf(program, invariants, context, this.#effort);
    if (ranked.kind === "ranked") return { ranking: ranked.ranking, tuples: ranked.tuples, invariants };
    const loops = ranked.points.map((point) => placeName(point, program)).join(", ");
    return { reason: `no ranking function was found for the loop ${loops}: ${ranked.reason}` };
  }

  #grounds({ ranking, invariants }: RankedRuns): readonly string[] {
    const falling = [...ranking].map(([point, measures]) => {
      const [only = ""] = measures;
      const what = measures.length === 1 ? `\`${only}\`` : `(${measures.map((one) => `\`${one}\``).join(", ")}), lexicographically,`;
      return `ranking function ${placeName(point, this.#runs)}: ${what} falls in every round, and is not negative before it does`;
    });
    const used = new Map([...invariants].filter(([point]) => ranking.has(point)));
    const holding = writtenInvariants(used).map(
      ({ point, formulas }) => `whenever a run is ${placeName(point, this.#runs)}, as far as the variables are set: ${formulas.join("; ")}`,
    );
    return [...falling, ...holding];
  }

  /** Why a property that nothing contradicts is not proved all the same; `areFinite`: all runs are finite. @throws Refusal */
  #vacuity(areFinite: boolean): Pick<WholeRunAnswer, "outcome" | "reason"> | undefined {
    const decider = new Decider(this.#whole, this.#context(), this.#effort);
    const without = decider.decide({ kind: "no-value" });
    if (without.kind === "seen") return withoutChoice(this.#model);
    if (without.kind === "up-to") return { outcome: "unknown", reason: `whether every choice has a value: ${without.reason}` };
    if (hasEmptyChoice(this.#model))
      return { outcome: "unknown", reason: "a choice has no value, and it is not known whether it is reached while somebody is ignored" };
    const answers = decider.unanswered();
    if (answers !== undefined) return { outcome: "unknown", reason: answers };
    const { whenever } = this.#aim;
    if (whenever !== undefined) {
      const seen = decider.decide({ kind: "formula", formula: whenever, wanted: true, at: "states" });
      const isNever = seen.kind === "never" && isOfOneRole(whenever, this.#model);
      if (isNever) return { outcome: "vacuous", reason: "what leads to something is never true" };
      if (seen.kind !== "seen") return { outcome: "unknown", reason: "it is not known whether what leads to something is ever true" };
    }
    return this.#cutOff(areFinite);
  }

  #cutOff(areFinite: boolean): Pick<WholeRunAnswer, "outcome" | "reason"> | undefined {
    if (!mayBeCutOff(this.#runs)) return undefined;
    const kept: Decision = new Decider(this.#runs, this.#context(), this.#effort).decide({ kind: "kept-end" });
    if (kept.kind === "seen") return undefined;
    if (kept.kind === "never" && areFinite) return { outcome: "vacuous", reason: "every run is cut off by an assumption that is false" };
    return { outcome: "unknown", reason: "it is not known whether an assumption is false in every run" };
  }
}
