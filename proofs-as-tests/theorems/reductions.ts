/** Reductions change no verdict: on generated systems each of them, and all together, answer every question as the exploration of all states does. */
import { machineInitial } from "../../calculus/machine/index.ts";
import { exhaustive } from "../../calculus/values/index.ts";
import type { Watch } from "../../checker/compiled/index.ts";
import { exploreCompiled } from "../../checker/compiled/index.ts";
import type { Question } from "../../checker/index.ts";
import { recordingChooser } from "../../checker/index.ts";
import {
  everyReduction,
  noReduction,
  observationOf,
  planReduction,
  reducedSpace,
  together,
  surveyReduced,
  unfolded,
  type Reduction,
  type ReductionPlan,
  type ReducedSurvey,
  type ReductionParts,
} from "../../checker/reduction/index.ts";
import { reducibleSystems } from "../generators/reducible-systems.ts";
import { questionGroups, questionName } from "../machines/question-groups.ts";
import { surroundedSystem, type SurroundedSystem } from "../machines/surrounded-system.ts";
import { count, share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

/** Systems with more states are discarded. */
const mostStates = 60;
const limits = { maxStates: mostStates, memory: Number.POSITIVE_INFINITY };

/** What depends on the kind of the question. */
const byKind: readonly (readonly [string, Reduction])[] = [
  ["persistent sets", { ...noReduction, persistent: true }],
  ["all reductions", everyReduction],
];

/** What depends on what properties read only. */
const byReads: readonly (readonly [string, Reduction])[] = [
  ["symmetry", { ...noReduction, symmetry: true }],
  ["dead variables", { ...noReduction, deadVariables: true }],
];

type Subject = Pick<SurroundedSystem, "model" | "built" | "questions">;

function subjectOf(text: string): Subject | undefined {
  const subject = surroundedSystem(text);
  return typeof subject === "string" ? undefined : subject;
}

/** What contradicts the theorem in one reduced exploration. */
function contradiction(subject: Subject, full: ReducedSurvey, reduced: ReducedSurvey, questions: readonly Question[], tally: Tally): string | undefined {
  if (reduced.exploration.states > full.exploration.states) return `${reduced.exploration.states} states instead of ${full.exploration.states}`;
  if (reduced.exploration.states < full.exploration.states) tally.add("smaller explorations");
  for (const question of questions) {
    const [expected, found] = [full.conclusions.get(question)?.outcome, reduced.conclusions.get(question)?.outcome];
    if (expected !== found) return `${questionName(question)} is ${found ?? ""}, and ${expected ?? ""} without it`;
    const [shortest, run] = [full.exploration.found.get(question), reduced.exploration.found.get(question)];
    if (shortest === undefined || run === undefined) continue;
    if (run.steps.length < shortest.steps.length)
      return `a run of ${run.steps.length} steps for ${questionName(question)}, where the shortest has ${shortest.steps.length}`;
    const failure = runFailure(subject, reduced, question);
    if (failure !== undefined) return `${questionName(question)}: ${failure}`;
    tally.add("runs");
  }
  return undefined;
}

/** Whether the found run, as one of the machine, shows what it is to show. */
function runFailure({ built }: Subject, { plan, runOf }: ReducedSurvey, question: Question): string | undefined {
  const run = runOf(question);
  if (run === undefined) return "no run";
  const chooser = exhaustive(() => undefined);
  try {
    unfolded(plan, run, machineInitial(built.machine, chooser), chooser);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : "no run";
  }
}

function onSystem(text: string, parts: ReductionParts, tally: Tally): Refutation | undefined {
  const subject = subjectOf(text);
  if (subject === undefined) return undefined;
  const { model, built, questions } = subject;
  const full = surveyReduced(built, model, questions, limits, noReduction);
  if (full.exploration.ending.kind === "limit") return undefined;
  tally.add("systems");
  if (built.machine.faults !== undefined) tally.add("with faults");
  const groups = questionGroups(questions, model);
  for (const [group, reductions] of [[questions, byReads] as const, ...groups.map((group) => [group, byKind] as const)]) {
    for (const [name, reduction] of reductions) {
      const reduced = surveyReduced(built, model, group, limits, reduction, parts);
      const because = contradiction(subject, full, reduced, group, tally);
      if (because !== undefined) return { kind: "verdict", message: `${name}: ${because}` };
      if (reduced.plan.used.length > 0) tally.add(`with ${reduced.plan.used.join(", ")}`);
    }
  }
  return undefined;
}

const errors: readonly Watch[] = (["deadlock", "orphan", "reception", "failure", "violation"] as const).map((kind) => ({ kind }));

/** States and steps of a reduced space, by the semantics of machines; undefined where there are more states than are looked at. */
function sizeOf({ built }: Subject, plan: ReductionPlan): { readonly states: number; readonly transitions: number } | undefined {
  const space = reducedSpace(built, plan, recordingChooser());
  const open = [...space.initial()];
  const seen = new Set(open.map(space.key));
  let transitions = 0;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { target } of space.moves(at)) {
      transitions += 1;
      const key = space.key(target);
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(target);
    }
    if (seen.size > mostStates) return undefined;
  }
  return { states: seen.size, transitions };
}

function inCode(text: string, parts: ReductionParts, tally: Tally): Refutation | undefined {
  // Compiling takes longer than everything else: a third of the systems is enough.
  const subject = text.length % 3 === 0 ? subjectOf(text) : undefined;
  if (subject === undefined) return undefined;
  const { model, built, questions } = subject;
  const groups = questionGroups(questions, model);
  const group = groups[(text.length / 3) % groups.length] ?? [];
  const observation = together(group.map((question) => observationOf(question, model)));
  const plan = planReduction(built.machine, observation, everyReduction, parts);
  const expected = sizeOf(subject, planReduction(built.machine, observation, everyReduction));
  if (expected === undefined) return undefined;
  const backend = text.length % 2 === 0 ? "javascript" : "wasm";
  const result = exploreCompiled(built, model, errors, { maxStates: 2 * mostStates, memory: 2 ** 26 }, { plan, backend, decidedBy: [] });
  if (!result.ok) return undefined;
  const { states, transitions, found, callOuts } = result.exploration;
  // Faults that have no code of their own are never left to one process: more is followed then.
  if (callOuts.some((clause) => clause.startsWith("faults:")) && states >= expected.states) return undefined;
  if (states !== expected.states || transitions !== expected.transitions)
    return { kind: "counts", message: `${states} states, ${transitions} steps instead of ${expected.states}, ${expected.transitions}` };
  tally.add("explorations");
  tally.add("runs", found.size);
  return undefined;
}

export const reductionsInCode: Theorem = theorem<string>({
  id: "reductions-compiled",
  everydayRuns: 30,
  name: "generated code leaves out what reductions leave out",
  statement:
    "Under all reductions, where faults have code, the compiled engine enters as many states, by as many steps, as the reduced exploration by the semantics of machines; what it finds are runs of the machine.",
  reference: "docs/reductions.md",
  forall: reducibleSystems,
  given: (text) => text.includes("system S {"),
  then: (text, { parts }, tally) => inCode(text, parts.reduction, tally),
  demands: [count("explorations", 80), count("runs", 80)],
});

export const reductionsChangeNoVerdict: Theorem = theorem<string>({
  id: "reductions",
  everydayRuns: 40,
  name: "reductions change no verdict",
  statement:
    "Persistent sets, symmetry and dead-variable reset, each alone and all together, answer every question as the exploration of all states does; the runs that they find are runs of the machine, and none is shorter than the shortest.",
  reference: "docs/reductions.md",
  forall: reducibleSystems,
  given: (text) => text.includes("system S {"),
  then: (text, { parts }, tally) => onSystem(text, parts.reduction, tally),
  demands: [share("with faults", "systems", 20), count("smaller explorations", 500), count("runs", 1_000)],
});
