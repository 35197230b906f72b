/** The network of a subject explored by the compiled engine, told as the exploration by the rules tells it. */
import { assertNever } from "../calculus/assert-never.ts";
import { nowhere } from "../calculus/diagnostics/index.ts";
import type { BuildResult, BuiltMachine } from "../calculus/machine/index.ts";
import { labelKey } from "../calculus/semantics/index.ts";
import type { NetworkConfiguration } from "../calculus/semantics/index.ts";
import { exhaustive } from "../calculus/values/index.ts";
import type { CompiledExploration, CompiledOptions, FoundMachineRun, SearchLimits, Watch } from "./compiled/index.ts";
import { exploreCompiled, networkMachine } from "./compiled/index.ts";
import { conclude } from "./conclude.ts";
import type { Conclusion } from "./conclude.ts";
import { endsOf, noEnds } from "./ends.ts";
import type { Survey, Systems } from "./engines.ts";
import { recordingChooser } from "./explicit-state/chooser.ts";
import type { RecordingChooser } from "./explicit-state/chooser.ts";
import type { Exploration, FoundRun } from "./explicit-state/explore.ts";
import type { TakenStep } from "./explicit-state/state-space.ts";
import type { Sighting } from "./explicit-state/target.ts";
import { reached } from "./explicit-state/target.ts";
import type { Question } from "./items.ts";
import { readsEvents, readsPositions } from "./property/one-role.ts";
import { networkScene } from "./property/scene.ts";
import { noReduction, observationOfAll, planReduction } from "./reduction/index.ts";
import type { Reduction } from "./reduction/index.ts";
import { targetOf } from "./targets.ts";

/** A survey, or a clause that says why the subject is explored by the rules. */
export type CompiledSurvey =
  { readonly ok: true; readonly survey: Survey; readonly compiled: CompiledExploration } | { readonly ok: false; readonly reason: string };

/** The machine of a network, or a clause that says why there is none. `tellsPositions`: states that differ in statement labels only are told apart. */
export function machineOf({ model, network }: Systems, tellsPositions: boolean): BuildResult {
  return networkMachine(model, network, tellsPositions);
}

/** Explores the network. Without a reduction counts, outcomes and lengths of runs are those of `surveyNetwork`; with one the outcomes are (docs/reductions.md). */
export function surveyCompiled(
  systems: Systems,
  questions: readonly Question[],
  limits: SearchLimits,
  { reduction = noReduction, ...options }: Omit<CompiledOptions, "plan"> & { readonly reduction?: Reduction } = {},
): CompiledSurvey {
  const tellsPositions = questions.some((question) => question.kind === "property" && readsPositions(question.property.formula));
  const machine = machineOf(systems, tellsPositions);
  if (!machine.ok) return machine;
  const { built } = machine;
  const watches: readonly Watch[] = [...questions.map(watchOf), assertions, stops, { kind: "no-value" }];
  const isReduced = reduction.persistent || reduction.symmetry || reduction.deadVariables;
  const observation = observationOfAll(questions, systems.model, built.machine);
  const plan = isReduced ? planReduction(built.machine, observation, reduction) : undefined;
  const decidedBy = [...questions.keys()];
  const result = exploreCompiled(built, systems.model, watches, limits, { ...options, decidedBy, ...(plan === undefined ? {} : { plan }) });
  if (!result.ok) return result;
  const { exploration: compiled } = result;
  const found = new Map<Question, FoundRun>();
  for (const [index, question] of questions.entries()) {
    const run = compiled.found.get(index);
    if (run !== undefined) found.set(question, foundRun(run, question, systems, built));
  }
  const chooser = recordingChooser();
  const initial = systems.network.initial(chooser.initial()).map(({ world }) => world);
  const withoutValue = compiled.found.get(questions.length + 2);
  if (withoutValue !== undefined) noteNoValue(withoutValue, systems, built, chooser);
  // Who waits and is in no deadlock stands behind somebody who stopped, or who has no value to choose.
  const somebodyStops = compiled.found.has(questions.length + 1) || withoutValue !== undefined;
  const ends = compiled.ending.kind === "complete" && compiled.omission === undefined && somebodyStops ? endsOf(built, compiled) : noEnds;
  const { ending, states, transitions, initialStates, finalStates } = compiled;
  const exploration: Exploration<Question> = {
    ...{ found, ending, states, transitions, initialStates, finalStates },
    ...ends,
    sawAssertion: compiled.found.has(questions.length),
    left: states - compiled.expanded,
    depth: compiled.depth,
  };
  const conclusions = new Map(
    questions.map((question) => [question, upTo(conclude(question, exploration, chooser, new Set()), compiled.omission, found.has(question))]),
  );
  const { expanded, alone } = compiled.threads;
  const threads = (options.workers ?? 1) > 1 ? { threads: { count: expanded.length, ...(alone === undefined ? {} : { alone }) } } : {};
  const depthFirst = options.order === "depth-first" && limits.maxDepth === undefined ? { isDepthFirst: true as const } : {};
  const survey: Survey = { engine: "explicit", exploration, chooser, conclusions, initial, reductions: plan?.used ?? [], ...threads, ...depthFirst };
  return { ok: true, survey, compiled };
}

/** What a search that may have omitted states says of what it did not find. */
function upTo(conclusion: Conclusion, omission: number | undefined, isFound: boolean): Conclusion {
  if (omission === undefined || isFound || conclusion.outcome === "unknown") return conclusion;
  const reason = `states were told apart by their hashes only: some state was left out with a probability of about ${omission.toExponential(1)}`;
  return conclusion.outcome === "proved" ? { outcome: "verified-up-to", reason } : { outcome: "unknown", reason };
}

/** Lets the rules tell the chooser what has no value at the end of the run. Throws if they find nothing, as the translation is wrong then. */
function noteNoValue({ initial, steps }: FoundMachineRun, { network }: Systems, built: BuiltMachine, chooser: RecordingChooser): void {
  network.steps(built.configurationOf(steps.at(-1)?.target ?? initial), chooser);
  if (chooser.empty.size === 0) throw new Error("generated code finds a choice without values where the rules have none");
}

/** The rules whose steps judge an assertion, or may have tried to. */
const assertions: Watch = { kind: "rule", rules: new Set(["N-ASSERT", "N-VIOLATE", "N-FAIL"]) };

/** The rules by which a role stops. */
const stops: Watch = { kind: "rule", rules: new Set(["N-FAIL", "N-STOP", "N-NO-END"]) };

/** What to look for to decide the question. */
function watchOf(question: Question): Watch {
  if (question.kind === "property") {
    const { kind, formula } = question.property;
    const at = kind === "finally" ? "final-states" : readsEvents(formula) ? "steps" : "states";
    return { kind: "formula", formula, wanted: kind === "never" || kind === "witness", at };
  }
  switch (question.item) {
    case "no-failure":
      return { kind: "failure" };
    case "assert":
      return { kind: "violation" };
    case "deadlock-free":
      return { kind: "deadlock" };
    case "reception-safe":
      return { kind: "reception" };
    case "orphan-free":
      return { kind: "orphan" };
    default:
      return assertNever(question.item);
  }
}

/** The run as steps of the rules: at each configuration the step with the same label to the same target. What the rules do not know is refuted when it is replayed. */
function foundRun({ initial, initialState, steps }: FoundMachineRun, question: Question, { network, model }: Systems, built: BuiltMachine): FoundRun {
  const chooser = exhaustive(() => undefined);
  let at = built.configurationOf(initial);
  const taken = steps.map(({ label, target }): TakenStep => {
    const next = built.configurationOf(target);
    const [wanted, key] = [labelKey(label), network.key(next)];
    const step = network.steps(at, chooser).find((one) => labelKey(one.label) === wanted && network.key(one.target) === key);
    at = next;
    return { label, rules: step?.rules ?? [], site: step?.site ?? { span: nowhere } };
  });
  return { sighting: sightingOf(question, at, taken.at(-1), model), initial: initialState, steps: taken };
}

/** Whether the formula is false (or true) there, or has no truth value. */
function sightingOf(question: Question, configuration: NetworkConfiguration, last: TakenStep | undefined, model: Systems["model"]): Sighting {
  if (question.kind === "built-in") return reached;
  const target = targetOf(question, model, () => undefined);
  const scene = networkScene(configuration, last?.label);
  return target.atMoment?.(scene, last?.label) ?? target.atScene?.(scene) ?? reached;
}
