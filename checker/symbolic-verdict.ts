/** Verdicts by a solver: what exploration, head first or of the network, cannot decide because data has no bounds is decided for all values at once. */
import type { Value } from "../calculus/core/index.ts";
import { nowhere } from "../calculus/diagnostics/index.ts";
import type { World } from "../calculus/semantics/index.ts";
import type { Chooser } from "../calculus/values/index.ts";
import { equalValues } from "../calculus/values/index.ts";
import { confirm } from "./counterexample/confirm.ts";
import type { Systems } from "./engines.ts";
import type { Question } from "./items.ts";
import type { VerifyOptions } from "./options.ts";
import { boundsOf } from "./options.ts";
import type { SymbolicAnswer } from "./smt/head-first/index.ts";
import { surveySymbolic } from "./smt/head-first/index.ts";
import { surveyNetworkSymbolically } from "./smt/network/index.ts";
import type { Verdict } from "./verdict.ts";

/**
 * For one query: steps of the solver's own count, which are the same on every machine, and milliseconds, which only end a solver that does not count. And how many
 * rounds of loops and calls the longest runs have that are looked at.
 */
export const headFirstEffort = { steps: 10_000_000, milliseconds: 60_000, longest: 24 } as const;

/** The same for a network: how many steps the longest runs have that are looked at, and how many messages a queue without bound holds. */
const networkEffort = { steps: 5_000_000, milliseconds: 10_000, longest: 20, slots: 4 } as const;

/** The solver's answers about the network, every interleaving; none without a solver. */
export function symbolicNetworkAnswers(
  { model, network }: Systems,
  questions: readonly Question[],
  options: VerifyOptions,
): ReadonlyMap<Question, SymbolicAnswer> {
  const { solver, shouldStop = () => undefined } = options;
  if (solver === undefined || questions.length === 0) return new Map();
  const { steps, milliseconds, longest, slots } = networkEffort;
  return surveyNetworkSymbolically(model, network, questions, {
    ...{ solver, longest, slots, shouldStop },
    effort: { steps, milliseconds, memory: mebibytes(boundsOf(options).memory) },
    ...(options.queriesAsked === undefined ? {} : { asked: options.queriesAsked }),
  });
}

/** The solver's answers head first; none without a solver. */
export function symbolicAnswers(
  { model, choreography }: Systems,
  subject: string,
  questions: readonly Question[],
  options: VerifyOptions,
): ReadonlyMap<Question, SymbolicAnswer> {
  const { solver, shouldStop = () => undefined } = options;
  if (solver === undefined || choreography === undefined || questions.length === 0) return new Map();
  return surveySymbolic(model, subject, questions, {
    solver,
    effort: { steps: headFirstEffort.steps, milliseconds: headFirstEffort.milliseconds, memory: mebibytes(boundsOf(options).memory) },
    longest: headFirstEffort.longest,
    shouldStop,
    ...(options.queriesAsked === undefined ? {} : { asked: options.queriesAsked }),
  });
}

/** At least one: 0 would be no limit. */
export function mebibytes(bytes: number): number {
  return Math.max(1, Math.floor(bytes / 1_048_576));
}

/** What a proof about unbounded integers assumes of runs. */
export const withinLimits = "values stay within the size limits of the evaluator";

/** The verdict that the answer gives; `base` has everything that does not depend on it. A run is replayed in the network and shrunk; otherwise nobody sees it. */
export function symbolicVerdict(base: Verdict, systems: Systems, question: Question, answer: SymbolicAnswer): Verdict {
  const { outcome, reason, method, technique, isUnbounded = false, run, queries = [], invariants = [] } = answer;
  const verdict: Verdict = {
    ...base,
    verdict: outcome,
    method: "smt",
    ...(technique === undefined ? {} : { technique }),
    evidence: [method, ...invariants, ...(queries.length === 0 ? [] : [`the solver was asked ${queries.join(", ")}`])],
    ...(reason === undefined ? {} : { reason }),
    // A run is executed within the limits, and assumes nothing.
    ...(isUnbounded && run === undefined && outcome !== "unknown" ? { assumptions: [...base.assumptions, withinLimits] } : {}),
  };
  if (run === undefined) return verdict;
  const initial = worldWith(run.initial, systems);
  if (initial === undefined) return refuted(verdict, "there is no initial state with its values");
  const steps = run.labels.map((label) => ({ label, rules: [], site: { span: nowhere } }));
  const confirmation = confirm({ question, model: systems.model, subject: base.subject, network: systems.network, initial, steps });
  if (confirmation.kind === "refuted") return refuted(verdict, confirmation.reason);
  const { counterexample, minimal } = confirmation;
  const shrunk = minimal ? "it is minimal: without any one step, role or choice it shows nothing" : "the search for a smaller one was cut short";
  const evidence = `a run of ${String(counterexample.steps.length)} steps was replayed in the network by the reference interpreter; ${shrunk}`;
  return { ...verdict, counterexample, evidence: [...verdict.evidence, evidence] };
}

function refuted(verdict: Verdict, reason: string): Verdict {
  return { ...verdict, verdict: "disagreement", reason: `the solver found a run that the reference interpreter does not confirm: ${reason}` };
}

/** The initial world in which choices have these values, by `A.x`. */
export function worldWith(values: ReadonlyMap<string, Value>, { network }: Pick<Systems, "network">): World | undefined {
  const chooser: Chooser = {
    meetLimit: () => undefined,
    choose: ({ description }, domain) => {
      const wanted = values.get(description);
      if (wanted === undefined) return domain.kind === "finite" ? domain.values.slice(0, 1) : [];
      const has = domain.kind === "finite" ? domain.values.some((value) => equalValues(value, wanted)) : domain.contains(wanted);
      return has ? [wanted] : [];
    },
  };
  return network.initial(chooser)[0]?.world;
}
