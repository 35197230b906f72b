/** The explicit-state engine: a machine is analysed, laid out in bits, translated, compiled and searched; what is found is told in terms of the machine. */
import type { Model } from "../../calculus/core/index.ts";
import { assertNever } from "../../calculus/assert-never.ts";
import { present } from "../../calculus/present.ts";
import { truthOf } from "../property/evaluate.ts";
import type { Chooser } from "../../calculus/values/index.ts";
import type { MachineConfiguration, MachineStep } from "../../calculus/machine/index.ts";
import type { Ending } from "../explicit-state/explore.ts";
import type { Backend } from "./code/index.ts";
import type { CodeGraph, CodeSighting, Search, SearchLimits } from "./exploration/index.ts";
import { chosenBackend, graphOf, rowOf, stuckRows, wholeRows } from "./exploration/index.ts";
import type { Layout } from "./layout/index.ts";
import { decode, maximumCapacity } from "./layout/index.ts";
import { sceneOf } from "./explored-machine.ts";
import type { ExploredMachine } from "./explored-machine.ts";
import type { FoundMachineRun } from "./machine-runs.ts";
import { machineRun, unfoldedRun } from "./machine-runs.ts";
import type { Translation } from "./translate/index.ts";
import { firstTranslation, prepare, retranslate } from "./translate/index.ts";
import type { ReductionPlan } from "../reduction/index.ts";
import type { Watch } from "./watch.ts";
import type { ApproximateResult, SearchResult, TeamOptions, Threads } from "./workers/index.ts";
import { RowSteps } from "./labels/index.ts";
import { exploreApproximately, searchWithWorkers, usualTeam } from "./workers/index.ts";

export interface CompiledOptions {
  /** WebAssembly where there is some, by default. */
  readonly backend?: Backend | "auto";
  /** Threads that search; 1 by default. The result does not depend on it. */
  readonly workers?: number;
  /** Breadth first by default: runs are shortest. Depth first far states are reached early; states, steps and verdicts are the same. Not with a greatest depth. */
  readonly order?: "breadth-first" | "depth-first";
  /** By default every state is kept. Otherwise states may be taken for others: `omission` says how probably one was. */
  readonly approximate?: "bitstate" | "hash-compaction";
  /** Places of the watches that end the search when all of them have found something; by default all watches. Empty: it is never ended so. */
  readonly decidedBy?: readonly number[];
  /** False: a queue without bound that gets longer than rows have room for is a reason to give up; it may grow for ever. */
  readonly longQueues?: boolean;
  /** What is left out: planned for this machine and for all that the watches look for (`planReduction`). Peaks are then those of what is explored. */
  readonly plan?: ReductionPlan;
  /** How threads work together, where that is not as usual: in tests. */
  readonly team?: Partial<TeamOptions>;
  /** What every layout is replaced by, in mutants. */
  readonly adjustLayout?: (layout: Layout) => Layout;
}

export interface CompiledExploration {
  readonly backend: Backend;
  readonly ending: Ending;
  readonly states: number;
  readonly transitions: number;
  readonly initialStates: number;
  readonly finalStates: number;
  /** Steps from an initial state to the farthest. */
  readonly depth: number;
  /** States whose steps were looked at: all, unless the exploration was cut short. */
  readonly expanded: number;
  /** The longest that each of the machine's queues has been in an entered state. */
  readonly peaks: readonly number[];
  /** Bytes of rows, table and buffers. */
  readonly memory: number;
  /** Bytes of a state's row. */
  readonly bytesPerState: number;
  /** Who explored it. */
  readonly threads: Threads;
  /** What the semantics of machines does instead of generated code, and why: one clause each. */
  readonly callOuts: readonly string[];
  /** By the watches' places. */
  readonly found: ReadonlyMap<number, FoundMachineRun>;
  /** Only of an approximate exploration: an estimate of the probability that some reachable state was omitted. */
  readonly omission?: number;
  /** The configuration with this number, in the order of discovery. Not of an approximate exploration. */
  readonly configuration: (state: number) => MachineConfiguration;
  /** All states and steps. Time and memory linear in the steps. Not of an approximate exploration, nor of a depth-first one that was cut short. */
  readonly graph: () => CodeGraph;
  /** The states in which nobody moves (faults are no moves), of those that were expanded, ascending. Time linear in the steps. Not of an approximate exploration. */
  readonly stuck: () => readonly number[];
  /** What the steps of states are called; `chooser` is told what it would be told by the rules. Not of an approximate exploration. */
  readonly steps: (chooser: Chooser) => RowSteps;
  /** States below this number have all their steps, as the rules expand them: all states, unless the exploration was cut short. Not of an approximate one. */
  readonly wholeStates: () => number;
  /** A shortest run to the state with this number, of the machine that the exploration began with. Not of an approximate exploration. */
  readonly runTo: (state: number) => FoundMachineRun;
}

/** `reason`: a clause that says why the machine is not compiled (an infinite domain, say): it is explored by the rules. */
export type CompiledResult = { readonly ok: true; readonly exploration: CompiledExploration } | { readonly ok: false; readonly reason: string };

/**
 * Explores all states of a machine, or until every watch has found something, or until a limit: with the counts, the order and the ends of `explore` on the
 * network that the machine was built from. Properties are evaluated in `model`.
 */
export function exploreCompiled(
  built: ExploredMachine,
  model: Model,
  watches: readonly Watch[],
  limits: SearchLimits,
  options: CompiledOptions = {},
): CompiledResult {
  const { plan } = options;
  // One step is several events there, and formulas see each by itself.
  if ("stateOf" in built && watches.some((watch) => watch.kind === "formula" && watch.at === "steps"))
    return { ok: false, reason: "events are not looked for head first" };
  const preparation = prepare(built, model, plan, options.adjustLayout);
  if (!preparation.ok) return preparation;
  const { prepared } = preparation;
  const backend = chosenBackend(options.backend ?? "auto");
  const wanted = options.decidedBy ?? watches.map((_, place) => place);
  const team = { ...usualTeam, ...options.team };
  let workers = options.workers ?? 1;
  let alone: Pick<Threads, "alone"> = {};
  let translation = firstTranslation(prepared, watches);
  // Sizes are guesses; one that is too small shows itself early, in most cases, and the search begins again with a larger one.
  for (;;) {
    if (typeof translation === "string") return { ok: false, reason: translation };
    const { code, bindImports } = translation;
    if (options.approximate !== undefined) {
      const approximate = exploreApproximately({ code, bindImports, backend, wanted }, options.approximate, limits);
      if (approximate.search.ending.kind !== "gave-up")
        return { ok: true, exploration: approximateExplorationOf(approximate, translation, runOf(built, model, watches, plan), workers) };
      translation = retranslate(prepared, watches, translation, approximate.search.ending.reason);
      continue;
    }
    const isDepthFirst = options.order === "depth-first";
    const result = searchWithWorkers({ code, bindImports, backend, wanted, isDepthFirst }, limits, workers, team);
    const { ending } = result.search;
    if (ending.kind !== "gave-up") {
      const threads = { ...result.threads, ...alone };
      return { ok: true, exploration: explorationOf({ ...result, threads }, ending, translation, runOf(built, model, watches, plan)) };
    }
    const next = retranslate(prepared, watches, translation, ending.reason);
    const refusal = refusalOf(next, options);
    if (refusal !== undefined && result.search.together !== undefined) {
      // One thread may come to what decides everything before it comes to that.
      workers = 1;
      alone = { alone: `several met what has no code: ${refusal}` };
      continue;
    }
    if (refusal !== undefined) return { ok: false, reason: refusal };
    translation = next;
  }
}

/** Why there is no further translation, as a clause. */
function refusalOf(next: Translation | string, { longQueues }: CompiledOptions): string | undefined {
  if (typeof next === "string") return next;
  const isLong = longQueues === false && next.layout.queues.some(({ kind }) => kind === "interned");
  return isLong ? `a queue without bound holds more than ${String(maximumCapacity)} messages` : undefined;
}

type RunOf = (search: Search, sighting: CodeSighting, watch: number, layout: Layout) => FoundMachineRun;

/** How what a watch has seen becomes a run of the machine. */
function runOf(built: ExploredMachine, model: Model, watches: readonly Watch[], plan: ReductionPlan | undefined): RunOf {
  if (plan === undefined || plan.used.length === 0) return (search, sighting, _, layout) => machineRun(search, sighting, built.machine, layout);
  return (search, sighting, place, layout) => {
    const watch = present(watches[place]);
    return unfoldedRun(search, sighting, plan, layout, (step) => isSeenBy(watch, step, built, model));
  };
}

/** Whether a step is what a watch for steps looks for. */
function isSeenBy(watch: Watch, { label, command, target }: MachineStep, built: ExploredMachine, model: Model): boolean {
  switch (watch.kind) {
    case "failure":
      return label.kind === "fail";
    case "violation":
      return label.kind === "violate";
    case "rule":
      return command === undefined || command.rules.some((rule) => watch.rules.has(rule));
    case "formula":
      return truthOf(watch.formula, sceneOf(built, target, label), model).kind === String(watch.wanted);
    case "deadlock":
    case "orphan":
    case "reception":
    case "terminal":
    case "no-value":
      return true;
    default:
      return assertNever(watch);
  }
}

/** What was not kept whole has no configurations and no graph; runs are those of an exact search. */
function approximateExplorationOf(
  { search, seen, ending }: ApproximateResult,
  { layout, code, callOuts }: Translation,
  run: RunOf,
  workers: number,
): CompiledExploration {
  const { states, transitions, initialStates, finalStates, expanded, depth, peaks, memory, omission } = search;
  const found = seen?.sightings.flatMap((sighting, watch) => (sighting === undefined ? [] : [[watch, run(seen, sighting, watch, layout)] as const]));
  const absent = (): never => {
    throw new Error("an approximate exploration keeps no states");
  };
  return {
    backend: search.backend,
    ending,
    states,
    transitions,
    initialStates,
    finalStates,
    depth,
    expanded,
    peaks,
    memory,
    bytesPerState: 4 * code.words,
    threads: { expanded: [expanded], ...(workers > 1 ? { alone: "approximate searches are made by one" } : {}) },
    callOuts,
    found: new Map(found),
    omission,
    configuration: absent,
    graph: absent,
    stuck: absent,
    steps: absent,
    wholeStates: absent,
    runTo: absent,
  };
}

function explorationOf(
  { search, seen, inOrder, threads }: SearchResult,
  ending: Ending,
  { layout, callOuts, stuckAt }: Translation,
  run: RunOf,
): CompiledExploration {
  const { states, transitions, initialStates, finalStates, expanded, depth, peaks, memory, compiled } = search;
  const found = seen.sightings.flatMap((sighting, watch) => (sighting === undefined ? [] : [[watch, run(seen, sighting, watch, layout)] as const]));
  const rows = (): Search => {
    if (search.parents !== undefined && ending.kind !== "complete") throw new Error("a depth-first search that was cut short has expanded no first rows");
    return inOrder();
  };
  return {
    backend: compiled.backend,
    ending,
    states,
    transitions,
    initialStates,
    finalStates,
    depth,
    expanded,
    peaks,
    memory,
    bytesPerState: compiled.map.stride,
    threads,
    callOuts,
    found: new Map(found),
    configuration: (state) => decode(rowOf(inOrder(), state), layout),
    graph: () => graphOf(rows()),
    stuck: () => stuckRows(rows(), stuckAt),
    steps: (chooser) => {
      const { map, memory: kept } = inOrder().compiled;
      return new RowSteps(layout, kept.words, (state) => (map.rows + state * map.stride) >>> 2, chooser);
    },
    wholeStates: () => wholeRows(rows()),
    runTo: (state) => run(inOrder(), { row: state }, 0, layout),
  };
}
