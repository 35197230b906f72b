/** The experiment that tells an initial state of one system from all initial states of the other: made small on the graphs, repeated by the rules. */
import { present } from "../../calculus/present.ts";
import type { Classes } from "./classes.ts";
import type { Formula } from "./formula.ts";
import { formulaLines } from "./formula.ts";
import type { ObservedGraph } from "./observed-graph.ts";
import { evaluator, playOfGraph } from "./play.ts";
import type { Play } from "./play.ts";

/** What is true of an initial state of one system, and not of any of the other. */
export interface Experiment {
  /** The system of which it is true, and the number of the initial state there. */
  readonly trueOf: 0 | 1;
  readonly initial: number;
  readonly lines: readonly string[];
}

export interface Trial {
  readonly union: ObservedGraph;
  readonly found: Classes;
  readonly plays: readonly [Play, Play];
  readonly side: 0 | 1;
  /** The position of the state among the initial states of its side. */
  readonly index: number;
  readonly state: number;
  /** The initial states of the other side. */
  readonly others: readonly number[];
}

/** Experiments with more nested steps are not written down. */
export const maximumNesting = 800;
const maximumLines = 60;
/** So many ways to make an experiment smaller are tried, and only on one with at most so many parts. */
const shrinkingBudget = 400;

export type Tried =
  { readonly kind: "experiment"; readonly experiment: Experiment } | { readonly kind: "too-deep" } | { readonly kind: "refuted"; readonly reason: string };

/** Finds, shrinks and repeats the experiment. */
export function experimentBetween({ union, found, plays, side, index, state, others }: Trial): Tried {
  if (others.some((other) => found.apartAfter(state, other) > maximumNesting)) return { kind: "too-deep" };
  const holds = evaluator(playOfGraph(union));
  const separates = (formulas: readonly Formula[]): boolean =>
    formulas.every((formula) => holds(formula, state)) && others.every((other) => formulas.some((formula) => !holds(formula, other)));
  const first = [...new Map(others.map((other) => [found.classOf[other], other])).values()].map((other) => found.apart(state, other));
  if (!separates(first)) return { kind: "refuted", reason: "an experiment does not tell apart what it was made for" };
  const formulas = shrunk(first, separates);
  const [mine, yours] = [plays[side], plays[side === 0 ? 1 : 0]];
  const [byRules, byOthersRules] = [evaluator(mine), evaluator(yours)];
  const place = present(mine.initial[index]);
  if (!formulas.every((formula) => byRules(formula, place)) || !yours.initial.every((other) => formulas.some((formula) => !byOthersRules(formula, other))))
    return { kind: "refuted", reason: "an experiment that tells the systems apart is not confirmed by the rules" };
  const lines = formulas.flatMap((formula) => formulaLines(formula, maximumLines));
  const shown = lines.length > maximumLines + 1 ? [...lines.slice(0, maximumLines), "…"] : lines;
  return { kind: "experiment", experiment: { trueOf: side, initial: index, lines: yours.initial.length === 0 ? ["it has an initial state"] : shown } };
}

/** Drops parts as long as what is left still separates. */
function shrunk(formulas: readonly Formula[], separates: (formulas: readonly Formula[]) => boolean): readonly Formula[] {
  let best = formulas;
  let budget = shrinkingBudget;
  for (let improved = true; improved;) {
    improved = false;
    if (sizeOf(best, shrinkingBudget) > shrinkingBudget) return best;
    for (const candidate of smallerLists(best)) {
      if (budget-- === 0) return best;
      if (!separates(candidate)) continue;
      best = candidate;
      improved = true;
      break;
    }
  }
  return best;
}

/** Parts of formulas, shared ones counted as often as they occur; stops counting beyond `enough`. */
function sizeOf(formulas: readonly Formula[], enough: number): number {
  let size = 0;
  for (const formula of formulas) {
    size += 1 + sizeOf(formula.kind === "not" ? [formula.of] : [...formula.while, ...formula.then], enough - size);
    if (size > enough) return size;
  }
  return size;
}

/** The lists with one part less, or with one part that is smaller. */
export function* smallerLists(formulas: readonly Formula[]): Generator<readonly Formula[]> {
  for (const [index, formula] of formulas.entries()) {
    yield formulas.filter((_, other) => other !== index);
    for (const smaller of smallerFormulas(formula)) yield formulas.map((each, other) => (other === index ? smaller : each));
  }
}

function* smallerFormulas(formula: Formula): Generator<Formula> {
  if (formula.kind === "not") {
    for (const of of smallerFormulas(formula.of)) yield { kind: "not", of };
    return;
  }
  for (const then of smallerLists(formula.then)) yield { ...formula, then };
  for (const list of smallerLists(formula.while)) yield { ...formula, while: list };
}
