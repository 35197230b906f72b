/**
 * Whether the engines answer the same questions alike: the rules, generated WebAssembly and generated JavaScript, one thread and several, by the same numbers of
 * states and steps and runs of the same length; and with reductions the same answers, by runs of the network that are not shorter than the shortest.
 */
import type { CompiledOptions, Layout, Teamwork } from "../../checker/compiled/index.ts";
import { surveyCompiled, surveyNetwork } from "../../checker/index.ts";
import type { CompiledSurvey, Question, Survey, Systems } from "../../checker/index.ts";
import { everyReduction, noReduction } from "../../checker/reduction/index.ts";
import type { Reduction } from "../../checker/reduction/index.ts";
import type { Tally } from "../tally.ts";
import type { Refutation } from "../theorem.ts";
import { questionGroups, questionName } from "./question-groups.ts";

/** A network and what is asked about it. */
export interface Asked {
  readonly systems: Systems;
  readonly questions: readonly Question[];
}

export interface Comparison {
  /** Networks with more states are compared as far as these. */
  readonly maxStates: number;
  /** Determines which of the questions reductions are asked, and whether several threads are. */
  readonly choice: number;
  /** What every layout is replaced by. */
  readonly layout: (layout: Layout) => Layout;
  /** What the first of two threads looks at of what the second one leaves to it. */
  readonly noted: Teamwork["lookedAt"];
}

const memory = 2 ** 27;

const reductions: readonly (readonly [string, Reduction])[] = [
  ["persistent sets", { ...noReduction, persistent: true }],
  ["symmetry", { ...noReduction, symmetry: true }],
  ["dead variables", { ...noReduction, deadVariables: true }],
  ["all reductions", everyReduction],
];

/** Where the compiled engine leaves a network to the rules. */
const leftToTheRules = [/infinite/, /^a queue without bound holds more than/, /^mailboxes of further sessions/, /nest without end$/, /^no value/];

/** What contradicts the statement above, undefined where nothing does. */
export function enginesDisagree(asked: Asked, { maxStates, choice, layout, noted }: Comparison, tally: Tally): Refutation | undefined {
  const { systems, questions } = asked;
  const limits = { maxStates, memory };
  const rules = surveyNetwork(systems, questions, limits);
  const isWhole = rules.exploration.ending.kind !== "limit";
  tally.add("systems");
  if (isWhole) tally.add("with all states");
  if (rules.exploration.found.size > 0) tally.add("with something found");
  if (systems.network.faults !== undefined) tally.add("with faults");
  tally.add("states", rules.exploration.states);
  // The second thread expands everything, from the first state on.
  const team = { leastStates: 0, leastRows: 1, isFirstIdle: true, lookedAt: noted };
  const threads: readonly CompiledOptions[] = choice % 3 === 0 ? [{ backend: "wasm", workers: 2, team }] : [];
  for (const options of [{ backend: "wasm" } as const, { backend: "javascript" } as const, ...threads]) {
    const name = `${options.backend ?? ""}${options.workers === undefined ? "" : " with two threads"}`;
    const compiled = surveyed(() => surveyCompiled(systems, questions, limits, { ...options, longQueues: false, adjustLayout: layout }));
    if (!compiled.ok) {
      if (!leftToTheRules.some((one) => one.test(compiled.reason))) return { kind: "refused", message: `${name}: ${compiled.reason}` };
      tally.add("left to the rules");
      return undefined;
    }
    const because = difference(rules, compiled.survey, questions);
    if (because !== undefined) return { kind: "engines", message: `${name}: ${because}` };
    tally.add(`by ${name}`);
    const [, second = 0] = compiled.compiled.threads.expanded;
    if (second > 0) tally.add("expanded by a second thread");
    if (second > 0 && compiled.survey.exploration.found.size > 0) tally.add("with something found by a second thread");
  }
  return isWhole ? reducedDisagree(asked, rules, { maxStates, choice, layout, noted }, tally) : undefined;
}

function reducedDisagree({ systems, questions }: Asked, rules: Survey, { maxStates, choice, layout }: Comparison, tally: Tally): Refutation | undefined {
  const groups = questionGroups(questions, systems.model);
  const group = groups[choice % groups.length] ?? [];
  for (const [index, [name, reduction]] of reductions.entries()) {
    const backend = (choice + index) % 2 === 0 ? "wasm" : "javascript";
    const options = { backend, longQueues: false, adjustLayout: layout, reduction } as const;
    const compiled = surveyed(() => surveyCompiled(systems, group, { maxStates, memory }, options));
    if (!compiled.ok) return { kind: "refused", message: `${name}: ${compiled.reason}` };
    const { survey } = compiled;
    if ((survey.reductions ?? []).length === 0) continue;
    tally.add("reduced");
    if (survey.exploration.states < rules.exploration.states) tally.add("with fewer states");
    const because = reducedDifference(rules, survey, group);
    if (because !== undefined) return { kind: "reductions", message: `${name}: ${because}` };
  }
  return undefined;
}

/** The survey; one that breaks down is refused, as a mutant's may be. */
function surveyed(survey: () => CompiledSurvey): CompiledSurvey {
  try {
    return survey();
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : "it breaks down" };
  }
}

/** The first difference between surveys of the same states, in words. */
function difference(expected: Survey, found: Survey, questions: readonly Question[]): string | undefined {
  const [one, other] = [expected.exploration, found.exploration];
  if (one.ending.kind !== other.ending.kind) return `the exploration is ${other.ending.kind}, not ${one.ending.kind}`;
  if (one.states !== other.states) return `${String(other.states)} states, not ${String(one.states)}`;
  const isCut = one.ending.kind === "limit";
  for (const of of isCut ? [] : (["transitions", "initialStates", "finalStates"] as const))
    if (one[of] !== other[of]) return `${of}: ${String(other[of])}, not ${String(one[of])}`;
  for (const question of questions) {
    const [outcome, outcomeFound] = [expected, found].map(({ conclusions }) => conclusions.get(question)?.outcome);
    const [steps, stepsFound] = [one, other].map(({ found: runs }) => runs.get(question)?.steps.length);
    // Behind the limit one of them may see a little more than the other.
    if (isCut && (steps === undefined || stepsFound === undefined)) continue;
    if (outcome !== outcomeFound) return `${questionName(question)} is ${outcomeFound ?? ""}, not ${outcome ?? ""}`;
    if (steps !== stepsFound) return `a run of ${String(stepsFound)} steps for ${questionName(question)}, not ${String(steps)}`;
    const wrong = notOfTheNetwork(found, question);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** The same between a survey of all states and a reduced one. */
function reducedDifference(expected: Survey, found: Survey, questions: readonly Question[]): string | undefined {
  if (expected.exploration.ending.kind === "complete" && found.exploration.states > expected.exploration.states)
    return `${String(found.exploration.states)} states instead of ${String(expected.exploration.states)}`;
  for (const question of questions) {
    const [outcome, outcomeFound] = [expected, found].map(({ conclusions }) => conclusions.get(question)?.outcome);
    if (outcome !== outcomeFound) return `${questionName(question)} is ${outcomeFound ?? ""}, and ${outcome ?? ""} without it`;
    const [steps, stepsFound] = [expected, found].map(({ exploration }) => exploration.found.get(question)?.steps.length);
    if (steps !== undefined && stepsFound !== undefined && stepsFound < steps)
      return `a run of ${String(stepsFound)} steps for ${questionName(question)}, where the shortest has ${String(steps)}`;
    const wrong = notOfTheNetwork(found, question);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** Steps of found runs have the rules that they are by, unless the rules do not know them. */
function notOfTheNetwork({ exploration }: Survey, question: Question): string | undefined {
  const at = exploration.found.get(question)?.steps.findIndex(({ rules }) => rules.length === 0) ?? -1;
  return at < 0 ? undefined : `step ${String(at + 1)} of the run for ${questionName(question)} is none of the network`;
}
