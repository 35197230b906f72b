/**
 * Verdicts on properties of whole runs of a projectable choreography: by exploration of its network, and where data has no bounds by a solver, head first, with ranking
 * functions (docs/smt.md).
 */
import type { Definitions, Model } from "../calculus/core/index.ts";
import type { Domain } from "../calculus/core/index.ts";
import { closedDomain } from "../calculus/values/index.ts";
import { choicesOf } from "./counterexample/confirm.ts";
import { statesByRules } from "./interleavings.ts";
import { confirmSteps, definitionOfRunProperty, fairRuns, judgeRunProperties } from "./liveness/index.ts";
import type { AskedRunProperty, JudgedNetwork } from "./liveness/index.ts";
import type { VerifyOptions } from "./options.ts";
import { boundsOf, limitsOf } from "./options.ts";
import type { Aim, WholeRunAnswer } from "./smt/head-first/index.ts";
import { surveyWholeRuns } from "./smt/head-first/index.ts";
import { headFirstEffort, mebibytes, withinLimits, worldWith } from "./symbolic-verdict.ts";
import type { Verdict } from "./verdict.ts";

const orderTheorem =
  "with the same choices every role does the same in all complete runs, whatever the order (docs/smt.md): tested on generated programs, not mechanised";

/** One verdict for each question, in their order. Few states are explored before the solver is asked, and all of them where it does not know. */
export function judgeRunPropertiesOfChoreography(judged: JudgedNetwork, asked: readonly AskedRunProperty[], options: VerifyOptions): readonly Verdict[] {
  const { engine = "auto", solver, maxDepth } = options;
  const mayAsk = solver !== undefined && maxDepth === undefined && (engine === "smt" || (engine === "auto" && hasInfiniteChoice(judged.model)));
  if (!mayAsk) return judgeRunProperties(judged, asked, options);
  if (engine === "smt") return asked.map((one) => bySolver(judged, one, options));
  const few = judgeRunProperties(judged, asked, { ...options, maxStates: Math.min(limitsOf(options).maxStates, statesByRules) });
  const verdicts = asked.map((one, index) => {
    const explored = few[index];
    return explored !== undefined && explored.verdict !== "unknown" ? explored : bySolver(judged, one, options);
  });
  const open = asked.filter((_, index) => verdicts[index]?.verdict === "unknown");
  if (open.length === 0) return verdicts;
  const rest = new Map(judgeRunProperties(judged, open, options).map((verdict, index) => [open[index], verdict]));
  return verdicts.map((verdict, index): Verdict => {
    const explored = rest.get(asked[index]);
    if (explored === undefined) return verdict;
    if (explored.verdict !== "unknown" || verdict.reason === undefined) return explored;
    return { ...explored, reason: `${explored.reason === undefined ? "" : `${explored.reason}; `}asked for all values at once: ${verdict.reason}` };
  });
}

function bySolver(judged: JudgedNetwork, one: AskedRunProperty, options: VerifyOptions): Verdict {
  const { model, subject } = judged;
  const { solver, shouldStop = () => undefined } = options;
  const base: Verdict = {
    subject,
    property: one.name,
    verdict: "unknown",
    definition: definitionOfRunProperty(one.property, one.fairness),
    method: "smt",
    theorem: orderTheorem,
    bounds: boundsOf(options),
    network: judged.architecture,
    fairness: one.fairness,
    faults: judged.faults,
    assumptions: judged.assumptions,
    evidence: [],
    states: 0,
    transitions: 0,
    span: one.span,
  };
  const aim = aimOf(one);
  if (solver === undefined || aim === undefined) return { ...base, reason: "solvers are not asked about properties of this form" };
  const { steps, milliseconds, longest } = headFirstEffort;
  const answer = surveyWholeRuns(model, subject, aim, one.fairness, {
    ...{ solver, longest, shouldStop },
    effort: { steps, milliseconds, memory: mebibytes(boundsOf(options).memory) },
    ...(options.queriesAsked === undefined ? {} : { asked: options.queriesAsked }),
  });
  return wholeRunVerdict(base, judged, one, answer);
}

/** What every run has to come to; undefined for what a solver is not asked. */
export function aimOf({ property: { shape, atoms } }: Pick<AskedRunProperty, "property">): Aim | undefined {
  const [first, second] = atoms;
  if (shape === "eventually") return { formula: first?.formula };
  if (shape === "leads-to" && first?.formula !== undefined && second?.formula !== undefined) return { formula: second.formula, whenever: first.formula };
  return undefined;
}

/** The verdict that the answer gives; `base` has everything that does not depend on it. A run is repeated in the network by the rules; otherwise nobody sees it. */
export function wholeRunVerdict(base: Verdict, judged: JudgedNetwork, { name, property, fairness }: AskedRunProperty, answer: WholeRunAnswer): Verdict {
  const { outcome, reason, method, technique, run, queries = [], grounds = [], holdsWithoutFairness, isUnbounded = false } = answer;
  const verdict: Verdict = {
    ...base,
    verdict: outcome,
    ...(technique === undefined ? {} : { technique }),
    assumptions: [
      ...base.assumptions,
      ...(isUnbounded && run === undefined && outcome !== "unknown" ? [withinLimits] : []),
      ...(outcome !== "proved" || holdsWithoutFairness === true ? [] : [fairRuns(fairness)]),
    ],
    evidence: [
      method,
      ...grounds,
      ...(holdsWithoutFairness === true && fairness !== "no-fairness" ? ["all runs are finite: it holds without fairness too"] : []),
      ...(queries.length === 0 ? [] : [`the solver was asked ${queries.join(", ")}`]),
    ],
    ...(reason === undefined ? {} : { reason }),
  };
  if (run === undefined) return verdict;
  const { model, subject, network } = judged;
  const initial = worldWith(run.initial, { network });
  if (initial === undefined) return { ...verdict, verdict: "disagreement", reason: "the solver found a run, and there is no initial state with its values" };
  const { labels, loop } = run;
  const claim = { name, subject, property, fairness, model, network };
  const found = confirmSteps(claim, { choices: choicesOf(model, initial), labels, ...(loop === undefined ? {} : { loop }) });
  if (found.kind === "refuted") {
    if (!found.isRun) return { ...verdict, verdict: "disagreement", reason: `the solver found a run that the rules do not confirm: ${found.reason}` };
    return { ...verdict, verdict: "unknown", reason: `a run was found that does not show the contrary: ${found.reason}` };
  }
  const shape =
    loop === undefined
      ? `a run of ${String(labels.length)} steps that is over`
      : `a run of ${String(loop)} steps and a round of ${String(labels.length - loop)}`;
  const evidence = `${shape} was repeated by the rules; its fairness and the property were judged again along it`;
  return { ...verdict, counterexample: found.counterexample, evidence: [...verdict.evidence, evidence] };
}

/** Whether some choice of the program, or an initial value, is from infinitely many values. Linear in the program. */
function hasInfiniteChoice({ procedures, roles, definitions }: Model): boolean {
  const waiting: unknown[] = [...[...procedures.values()].map(({ body }) => body), ...[...roles.values()].flat().map(({ initial }) => initial)];
  const seen = new Set<unknown>();
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (typeof one !== "object" || one === null || seen.has(one)) continue;
    seen.add(one);
    if ("domain" in one && isInfinite(one.domain as Domain, definitions)) return true;
    waiting.push(...(Object.values(one) as readonly unknown[]));
  }
  return false;
}

function isInfinite(domain: Domain, definitions: Definitions): boolean {
  const values = closedDomain(domain, definitions);
  return values !== undefined && values.kind !== "finite";
}
