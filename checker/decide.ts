/**
 * The verdicts on all questions about the runs of one projectable choreography: head first where that is exact, in the network otherwise, one
 * exploration each, and every run that decides something replayed before it is shown.
 */
import { fifo, networkWords } from "../calculus/core/index.ts";
import type { Span } from "../calculus/diagnostics/index.ts";
import { assumptionsOf } from "./assumptions.ts";
import type { Conclusion } from "./conclude.ts";
import { confirm } from "./counterexample/confirm.ts";
import type { Survey, Systems } from "./engines.ts";
import { runOf, surveyHeadFirst, surveyNetwork } from "./engines.ts";
import { engineDisagreement, surveyAgain, surveyInterleavings } from "./interleavings.ts";
import { contradict } from "./contradict.ts";
import { awaitedText } from "./explicit-state/network-errors.ts";
import { headFirstDecides } from "./head-first/applicability.ts";
import type { Question } from "./items.ts";
import { definitionOf, nameOf } from "./items.ts";
import { neverExecuted } from "./never-executed.ts";
import type { VerifyOptions } from "./options.ts";
import { boundsOf, limitsOf } from "./options.ts";
import { isTotal } from "./totality.ts";
import { limitOfStates } from "./explicit-state/limit-reasons.ts";
import { hasBounds } from "./smt/head-first/index.ts";
import type { SymbolicAnswer } from "./smt/head-first/index.ts";
import { symbolicAnswers, symbolicNetworkAnswers, symbolicVerdict } from "./symbolic-verdict.ts";
import { premisesOf, withVacuity } from "./vacuity.ts";
import type { Verdict } from "./verdict.ts";

/** A question with the place that its verdict points to. */
export interface Asked {
  readonly question: Question;
  readonly span: Span;
}

const reductionTheorem =
  "the steps of the role that can act first are a persistent set, and stop branches ignore nobody (docs/verdicts.md): tested on generated programs, not mechanised";
const designTheorem =
  "deadlock freedom by design: a projectable choreography and its network make the same steps (docs/semantics.md §8): tested on generated programs, not mechanised";

export const totalityTheorem = "a step fails only where it applies a partial operation (docs/semantics.md §3)";

/** One verdict for each question, in their order. */
export function decide(systems: Systems, subject: string, asked: readonly Asked[], options: VerifyOptions): readonly Verdict[] {
  const { model } = systems;
  const { engine = "auto" } = options;
  const isReduced = ({ question }: Asked): boolean =>
    (engine === "auto" || engine === "head-first" || engine === "smt") &&
    systems.choreography !== undefined &&
    options.maxDepth === undefined &&
    headFirstDecides(question, model);
  // Where theorems about projectable programs count, and nobody asked for another engine.
  const usesSolver = (engine === "auto" || engine === "smt") && systems.choreography !== undefined && options.maxDepth === undefined;
  const premises = new Map(asked.map(({ question }) => [question, premisesOf(question)]));
  const withPremises = ({ question }: Asked): readonly Question[] => [question, ...(premises.get(question)?.parts ?? []).map((part) => part.question)];
  const reduced = asked.filter(isReduced).flatMap((one) => withPremises(one).filter((question) => headFirstDecides(question, model)));
  const plain = engine === "smt" ? [] : asked.filter((one) => options.paranoid === true || !isReduced(one)).flatMap(withPremises);
  const begun = reduced.length === 0 || engine === "smt" ? undefined : beginHeadFirst(systems, subject, reduced, options);
  const network = plain.length === 0 ? undefined : surveyInterleavings(systems, plain, options);
  const again = network === undefined || options.paranoid !== true ? undefined : surveyAgain(systems, plain, options, network);
  const isForSolver = (one: Asked): boolean => (isReduced(one) ? isOpen(one.question, begun) : isWitness(one.question) && isOpen(one.question, network));
  const forSolver = usesSolver
    ? asked.filter(isForSolver).flatMap((one) => withPremises(one).filter((question) => isWitness(question) || headFirstDecides(question, model)))
    : [];
  const symbolicHeadFirst = symbolicAnswers(systems, subject, forSolver, options);
  const isLeftOpen = ({ question }: Asked): boolean => isOpen(question, begun) && (symbolicHeadFirst.get(question)?.outcome ?? "unknown") === "unknown";
  const goesOn = begun !== undefined && isForSolverFirst(begun) && asked.some((one) => isReduced(one) && isLeftOpen(one));
  const headFirst = goesOn ? surveyHeadFirst(systems, reduced, limitsOf(options)) : begun;
  const missed = headFirst === undefined ? undefined : neverExecuted(model, subject, headFirst);
  const isForNetworkSolver = (one: Asked): boolean => {
    const outcome = symbolicHeadFirst.get(one.question)?.outcome ?? "unknown";
    if (outcome !== "unknown" || options.maxDepth !== undefined) return false;
    return engine === "smt" || (engine === "auto" && !isReduced(one) && isOpenForInfiniteChoice(one.question, network));
  };
  const symbolicNetwork = symbolicNetworkAnswers(systems, asked.filter(isForNetworkSolver).flatMap(withPremises), options);
  const symbolic = new Map([
    ...symbolicHeadFirst,
    ...[...symbolicNetwork].filter(([question, { outcome }]) => outcome !== "unknown" || !symbolicHeadFirst.has(question)),
  ]);
  const verdicts = asked.map((one): Verdict => {
    const answer = symbolic.get(one.question);
    if (answer !== undefined && (engine === "smt" || answer.outcome !== "unknown"))
      return withVacuity(
        symbolicVerdict(
          { ...baseOf(systems, subject, one, options), ...(symbolicNetwork.get(one.question) === answer ? {} : { theorem: reductionTheorem }) },
          systems,
          one.question,
          answer,
        ),
        premises.get(one.question) ?? premisesOf(one.question),
        symbolic,
        model,
      );
    if (engine === "smt") return { ...baseOf(systems, subject, one, options), verdict: "unknown", reason: notForSolver(options) };
    const first = isReduced(one) ? headFirst : network;
    if (first === undefined) throw new Error("a question was put to no engine");
    const verdict = withSolverReason(verdictOf(systems, subject, one, first, options), answer);
    const second = options.paranoid === true && first === headFirst ? network : undefined;
    const twice = second === undefined ? verdict : compared(verdict, second.conclusions.get(one.question));
    const agreed = again === undefined ? twice : withSecondEngine(twice, one.question, network ?? first, again);
    const needed = premises.get(one.question);
    return needed === undefined ? agreed : withVacuity(agreed, needed, first.conclusions, model);
  });
  return missed === undefined ? verdicts : verdicts.map((verdict, index) => (index === 0 ? { ...verdict, neverExecuted: missed } : verdict));
}

/** Where data has no bounds, exploration looks at so many states before a solver is asked what is open; what it does not decide either is explored to the limit. */
const statesBeforeSolver = 2_000;

/** The exploration head first, or only its beginning where a solver is to be asked before the rest. */
function beginHeadFirst(systems: Systems, subject: string, questions: readonly Question[], options: VerifyOptions): Survey {
  const limits = limitsOf(options);
  const isAsked = (options.engine ?? "auto") === "auto" && options.solver !== undefined && options.maxDepth === undefined;
  if (!isAsked || limits.maxStates <= statesBeforeSolver) return surveyHeadFirst(systems, questions, limits);
  const few = surveyHeadFirst(systems, questions, { ...limits, maxStates: statesBeforeSolver });
  if (!endsFor(few, statesBeforeSolver)) return few;
  return hasBounds(systems.model, subject) ? surveyHeadFirst(systems, questions, limits) : { ...few, maxStates: statesBeforeSolver };
}

function endsFor({ exploration: { ending } }: Survey, states: number): boolean {
  return ending.kind === "limit" && ending.reason === limitOfStates(states);
}

/** Whether only the beginning was explored. */
function isForSolverFirst(survey: Survey): boolean {
  return survey.maxStates === statesBeforeSolver && endsFor(survey, statesBeforeSolver);
}

function isWitness(question: Question): boolean {
  return question.kind === "property" && question.property.kind === "witness";
}

/** Whether exploration leaves the question open, and no theorem about projectable programs closes it. */
function isOpen(question: Question, headFirst: Survey | undefined): boolean {
  if (headFirst === undefined) return true;
  return headFirst.conclusions.get(question)?.outcome === "unknown" && !(hasRuns(headFirst) && isByDesign(question, headFirst));
}

/** Why a solver that was asked does not know either. */
function withSolverReason(verdict: Verdict, answer: SymbolicAnswer | undefined): Verdict {
  if (verdict.verdict !== "unknown" || answer?.reason === undefined) return verdict;
  // Somebody asked both to stop.
  if (verdict.reason !== undefined && answer.reason.endsWith(verdict.reason)) return verdict;
  return { ...verdict, reason: `${verdict.reason === undefined ? "" : `${verdict.reason}; `}asked for all values at once: ${answer.reason}` };
}

/** Whether the exploration of all interleavings leaves the question open because a choice has infinitely many outcomes. */
function isOpenForInfiniteChoice(question: Question, network: Survey | undefined): boolean {
  return network !== undefined && network.chooser.infinite.size > 0 && network.conclusions.get(question)?.outcome === "unknown";
}

function notForSolver({ solver }: VerifyOptions): string {
  return solver === undefined ? "there is no solver" : "solvers are not asked about runs of a bounded length";
}

/** A verdict about everything but what was found. */
function baseOf({ model, network }: Systems, subject: string, { question, span }: Asked, options: VerifyOptions): Verdict {
  return {
    subject,
    property: nameOf(question),
    verdict: "unknown",
    definition: definitionOf(question),
    method: "none",
    bounds: boundsOf(options),
    network: networkWords(network.architecture ?? fifo),
    faults: network.faults?.name ?? "none",
    assumptions: assumptionsOf(model, subject),
    evidence: [],
    states: 0,
    transitions: 0,
    span,
  };
}

/** What an exploration rests on that is not one of everything. */
function theoremOf({ engine, reductions = [] }: Survey): Pick<Verdict, "theorem"> {
  if (engine === "head-first") return { theorem: reductionTheorem };
  return reductions.length === 0
    ? {}
    : { theorem: `${reductions.join(", ")}: no verdict changes (docs/reductions.md): tested on generated systems, not mechanised` };
}

/** A second opinion: contradicting outcomes are a disagreement, an undecided one says nothing. */
function compared(verdict: Verdict, second: Conclusion | undefined): Verdict {
  if (second === undefined || !contradict(verdict.verdict, second.outcome)) {
    const evidence = second === undefined || second.outcome === "unknown" ? [] : [`the exploration of the whole network agrees: ${second.outcome}`];
    return { ...verdict, evidence: [...verdict.evidence, ...evidence] };
  }
  return { ...verdict, verdict: "disagreement", reason: `head-first says ${verdict.verdict}, the exploration of the whole network says ${second.outcome}` };
}

/** What a second engine says about all interleavings. */
function withSecondEngine(verdict: Verdict, question: Question, network: Survey, again: Survey): Verdict {
  const reason = engineDisagreement(question, network, again);
  if (reason !== undefined) return { ...verdict, verdict: "disagreement", reason };
  const outcome = again.conclusions.get(question)?.outcome ?? "unknown";
  if (outcome === "unknown") return verdict;
  const by = again.engine === "explicit" ? "generated code" : "the rules of the calculus";
  return { ...verdict, evidence: [...verdict.evidence, `an exploration by ${by} agrees: ${outcome}, ${String(again.exploration.states)} states`] };
}

function verdictOf(systems: Systems, subject: string, { question, span }: Asked, survey: Survey, options: VerifyOptions): Verdict {
  const { exploration } = survey;
  const conclusion = survey.conclusions.get(question) ?? { outcome: "unknown" };
  const base: Verdict = {
    subject,
    property: nameOf(question),
    verdict: conclusion.outcome,
    definition: definitionOf(question),
    method: survey.engine,
    ...theoremOf(survey),
    bounds: { ...boundsOf(options), ...(survey.maxStates === undefined ? {} : { maxStates: survey.maxStates }) },
    network: networkWords(systems.network.architecture ?? fifo),
    faults: systems.network.faults?.name ?? "none",
    assumptions: assumptionsOf(systems.model, subject),
    evidence: [],
    states: exploration.states,
    transitions: exploration.transitions,
    ...(survey.threads === undefined ? {} : { threads: survey.threads }),
    ...(conclusion.reason === undefined ? {} : { reason: conclusion.reason }),
    span,
  };
  const run = exploration.found.get(question)?.sighting.kind === "reached" ? runOf(survey, question) : undefined;
  if (run !== undefined) return withRun(base, systems, question, run.world, run.steps, survey);
  if (conclusion.outcome === "unknown" && hasRuns(survey)) {
    if (isByDesign(question, survey)) return proved(base, designTheorem, ["the projection is defined for every role"]);
    if (nameOf(question) === "no-failure" && question.kind === "built-in" && systems.choreography !== undefined && isTotal(systems.model, subject)) {
      const within = { ...base, assumptions: [...base.assumptions, "values stay within the size limits of the evaluator"] };
      return proved(within, totalityTheorem, ["no partial operation occurs in the program"]);
    }
  }
  return { ...base, evidence: evidenceOf(conclusion, question, survey) };
}

function withRun(
  base: Verdict,
  { model, network }: Systems,
  question: Question,
  initial: NonNullable<ReturnType<typeof runOf>>["world"],
  steps: NonNullable<ReturnType<typeof runOf>>["steps"],
  { engine, isDepthFirst }: Survey,
): Verdict {
  const confirmation = confirm({ question, model, subject: base.subject, network, initial, steps });
  if (confirmation.kind === "refuted") {
    return { ...base, verdict: "disagreement", reason: `${engine} found a run that the reference interpreter does not confirm: ${confirmation.reason}` };
  }
  const size = confirmation.counterexample.steps.length;
  const shrunk = confirmation.minimal ? "it is minimal: without any one step, role or choice it shows nothing" : "the search for a smaller one was cut short";
  return {
    ...base,
    counterexample: confirmation.counterexample,
    evidence: [
      `a run of ${String(size)} steps was replayed in the network by the reference interpreter; ${shrunk}`,
      ...(isDepthFirst === true ? ["it was found depth first: there may be shorter ones"] : []),
    ],
  };
}

/** There are initial states, and neither a choice without a value nor a limit of the evaluator was met: theorems speak of roles that move when they can. */
function hasRuns({ chooser, exploration }: Survey): boolean {
  return chooser.empty.size === 0 && chooser.limits.size === 0 && exploration.initialStates > 0;
}

/** Questions that projectability answers for good, whatever the states. */
function isByDesign(question: Question, { engine }: Survey): boolean {
  return engine === "head-first" && question.kind === "built-in" && ["deadlock-free", "reception-safe", "orphan-free"].includes(question.item);
}

/** A theorem decides what an incomplete exploration could not. */
function proved({ reason, ...base }: Verdict, theorem: string, evidence: readonly string[]): Verdict {
  const cut = reason === undefined ? [] : [`the exploration that would show it again was incomplete: ${reason}`];
  return { ...base, verdict: "proved", method: "by-design", theorem, evidence: [...evidence, ...cut] };
}

function evidenceOf({ outcome }: Conclusion, question: Question, { exploration, notCompiled, reductions = [] }: Survey): readonly string[] {
  const { states, transitions, finalStates, waiting, ending, left, depth } = exploration;
  const isCut = ending.kind === "limit" || ending.kind === "interrupted";
  const explored = `${String(states)} states and ${String(transitions)} moves were explored${outcome === "proved" ? (reductions.length === 0 ? ", all there are" : `, all that is left by ${reductions.join(", ")}`) : ""}`;
  const isFinally = question.kind === "property" && question.property.kind === "finally";
  const isDeadlock = question.kind === "built-in" && question.item === "deadlock-free";
  return [
    explored,
    ...(isCut ? [`states as far as ${String(depth)} steps from the start were reached, and ${String(left)} of them were not looked into`] : []),
    ...(notCompiled === undefined ? [] : [`they were explored by the rules and not by generated code: ${notCompiled}`]),
    ...(isFinally && outcome === "proved" ? [`${String(finalStates)} final states were judged`] : []),
    ...(isDeadlock && waiting.length > 0
      ? [
          `roles that can wait for ever, behind a role that stopped or that never comes to what they wait for: ${waiting.map((one) => `${one.role} for ${awaitedText(one)}`).join(", ")}`,
        ]
      : []),
  ];
}

/** Both engines on every question that both can decide: what `--paranoid` and the theorem suite compare. */
export interface EngineComparison {
  readonly property: string;
  readonly headFirst: Conclusion;
  readonly network: Conclusion;
  /** False where the outcomes contradict each other; an undecided one contradicts nothing. */
  readonly agree: boolean;
  /** Whether both engines reached an outcome. */
  readonly decided: boolean;
}

/** Compares head-first with the exploration of the whole network on the given questions, as far as head-first may decide them. */
export function compareEngines(
  systems: Systems,
  questions: readonly Question[],
  options: VerifyOptions = {},
  headFirstOptions?: Parameters<typeof surveyHeadFirst>[3],
): readonly EngineComparison[] {
  const common = questions.filter((question) => headFirstDecides(question, systems.model));
  if (common.length === 0) return [];
  const headFirst = surveyHeadFirst(systems, common, limitsOf(options), headFirstOptions);
  const network = surveyNetwork(systems, common, limitsOf(options));
  return common.map((question) => {
    const [left, right] = [headFirst.conclusions.get(question), network.conclusions.get(question)];
    if (left === undefined || right === undefined) throw new Error("a question was put to no engine");
    const agree = !contradict(left.outcome, right.outcome);
    const decided = ![left.outcome, right.outcome].some((outcome) => outcome === "unknown" || outcome === "verified-up-to" || outcome === "error");
    return { property: nameOf(question), headFirst: left, network: right, agree, decided };
  });
}
