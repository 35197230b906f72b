/** Every interleaving of a network: small systems by the rules of the calculus themselves, large ones by generated code. */
import type { Survey, Systems } from "./engines.ts";
import { surveyNetwork } from "./engines.ts";
import type { SearchLimits } from "./compiled/index.ts";
import { limitOfStates } from "./explicit-state/limit-reasons.ts";
import { contradict } from "./contradict.ts";
import type { Question } from "./items.ts";
import type { VerifyOptions } from "./options.ts";
import { limitsOf } from "./options.ts";
import { surveyCompiled } from "./survey-compiled.ts";

/** So many states are explored by the rules before code is generated, where the choice is the tool's: that takes about as long as a user does not notice. */
export const statesByRules = 2_000;

/** Generated code keeps so many states unless told otherwise: as many as it visits in some seconds. */
export const statesByCode = 10_000_000;

/** By the engine that the options ask for; by the rules where there is no other, and the survey says why. */
export function surveyInterleavings(systems: Systems, questions: readonly Question[], options: VerifyOptions): Survey {
  const limits = limitsOf(options);
  switch (options.engine ?? "auto") {
    case "head-first":
    case "smt":
    case "rules":
      return surveyNetwork(systems, questions, limits);
    case "explicit":
      return byCode(systems, questions, limits, options);
    case "auto": {
      if (options.reduction !== undefined || options.workers !== undefined || options.approximate !== undefined || options.search !== undefined)
        return byCode(systems, questions, limits, options);
      const few = { ...limits, maxStates: Math.min(limits.maxStates, statesByRules) };
      const survey = surveyNetwork(systems, questions, few);
      const { ending } = survey.exploration;
      const isLarge = few.maxStates < limits.maxStates && ending.kind === "limit" && ending.reason === limitOfStates(few.maxStates);
      return isLarge && survey.chooser.infinite.size === 0 ? byCode(systems, questions, limits, options) : survey;
    }
  }
}

/** Queues that may grow for ever are left to the rules, which name the limit that they reach. */
function byCode(systems: Systems, questions: readonly Question[], limits: SearchLimits, options: VerifyOptions): Survey {
  const wanted = new Set(options.reduction);
  const reduction = { persistent: wanted.has("persistent"), symmetry: wanted.has("symmetry"), deadVariables: wanted.has("dead-variables") };
  const asked = {
    ...(options.workers === undefined ? {} : { workers: options.workers }),
    ...(options.approximate === undefined ? {} : { approximate: options.approximate }),
    ...(options.search === undefined ? {} : { order: options.search }),
  };
  const many = { ...limits, maxStates: options.maxStates ?? statesByCode };
  const compiled = surveyCompiled(systems, questions, many, { reduction, longQueues: false, ...asked });
  return compiled.ok ? { ...compiled.survey, maxStates: many.maxStates } : { ...surveyNetwork(systems, questions, limits), notCompiled: compiled.reason };
}

/** The same questions by the other engine, without reductions: a second opinion. Undefined where there is none. */
export function surveyAgain(systems: Systems, questions: readonly Question[], options: VerifyOptions, first: Survey): Survey | undefined {
  const limits = limitsOf(options);
  if (first.engine === "explicit") return surveyNetwork(systems, questions, limits);
  const compiled = surveyCompiled(systems, questions, limits, { longQueues: false });
  return compiled.ok ? compiled.survey : undefined;
}

/** Why two explorations of the same system cannot both be right about a question; undefined where they may. */
export function engineDisagreement(question: Question, one: Survey, other: Survey): string | undefined {
  const [left, right] = [one.conclusions.get(question), other.conclusions.get(question)];
  if (left !== undefined && right !== undefined && contradict(left.outcome, right.outcome))
    return `${one.engine} says ${left.outcome}, ${other.engine} says ${right.outcome}`;
  const areWhole = [one, other].every(({ exploration, reductions = [] }) => exploration.ending.kind === "complete" && reductions.length === 0);
  const figures = ({ exploration }: Survey): string => `${String(exploration.states)} states and ${String(exploration.transitions)} moves`;
  if (areWhole && figures(one) !== figures(other)) return `${one.engine} finds ${figures(one)}, ${other.engine} ${figures(other)}`;
  const lengths = [one, other].map(({ exploration }) => exploration.found.get(question)?.steps.length);
  const areShortest =
    [one, other].every(({ reductions = [], isDepthFirst }) => reductions.length === 0 && isDepthFirst !== true) && !lengths.includes(undefined);
  return areShortest && lengths[0] !== lengths[1]
    ? `the shortest run of ${one.engine} has ${String(lengths[0])} steps, of ${other.engine} ${String(lengths[1])}`
    : undefined;
}
