/**
 * The explicit graph of a transition system: all that is reachable, numbered breadth first in the order of the rules' steps, so that the graph is a
 * function of the system alone. Limits are results: the states that were numbered and not looked into any more are the last ones.
 */
import { present } from "../../calculus/present.ts";
import { labelKey } from "../../calculus/semantics/index.ts";
import type { Label, NetworkConfiguration, Step, TransitionSystem } from "../../calculus/semantics/index.ts";
import { describeInfinite, listed, recordingChooser } from "../explicit-state/chooser.ts";
import type { RecordingChooser } from "../explicit-state/chooser.ts";
import type { Ending, ExplorationLimits } from "../explicit-state/explore.ts";
import { networkSpace } from "../explicit-state/network-space.ts";
import { NumberList } from "./number-list.ts";
import { inOrderOfRoles } from "./peaks.ts";
import type { QueuePeak } from "./peaks.ts";
import { at } from "./transition-graph.ts";
import type { TransitionGraph } from "./transition-graph.ts";
import { limitOfMemory } from "../explicit-state/limit-reasons.ts";

/** The graph of a system of configurations `C`. Edge number `offsets[s] + k` is the k-th step of state s, as the rules list them. */
export interface SystemGraph<C> extends TransitionGraph<Label> {
  /** The configuration of a state, as it was reached first. */
  readonly configuration: (state: number) => C;
  /** All steps of a state that was expanded, in the order of its edges; computed again by the rules. */
  readonly steps: (state: number) => readonly Step<C>[];
  /** The states below this number have all their edges; the others were only numbered. Equal to `states` iff nothing is missing in the graph. */
  readonly expanded: number;
  /** The state from which each state was reached first, −1 for initial states: shortest runs. */
  readonly parents: Int32Array;
  /** The label of the step by which each state was reached first, an index into `actions`; −1 for initial states. */
  readonly arrivals: Int32Array;
  /** Steps from an initial state. */
  readonly depths: Int32Array;
  /** Of queues that were used; of networks in the order of roles, otherwise in which they were used first; empty for choreographies. */
  readonly peaks: readonly QueuePeak[];
  readonly ending: Exclude<Ending, { readonly kind: "decided" }>;
  /** Why the graph is not all of the system; empty for a complete one. Never only because of `maxDepth`, which is an answer. */
  readonly incomplete: readonly string[];
  readonly chooser: RecordingChooser;
}

export type GraphLimits = ExplorationLimits;

/** What a graph needs to know of configurations beyond the rules. */
export interface GraphView<C> {
  /** Equal keys iff equal states; the system's by default. */
  readonly key?: (configuration: C) => string;
  /** Which named limit a configuration exceeds. */
  readonly excess?: (configuration: C) => string | undefined;
  readonly queues?: (configuration: C) => Iterable<{ readonly from?: string; readonly to: string; readonly messages: { readonly length: number } }>;
  /** One of its own unless given. */
  readonly chooser?: RecordingChooser;
}

/** Bytes that a kept state takes besides its key and edges, as measured with models of ten roles. */
const bytesPerState = 3_000;
const bytesPerEdge = 8;
/** Bytes for each part of states that key functions have numbered, as the exploration counts them. */
const bytesPerPart = 1_200;
/** Once a choice over an infinite domain was met the graph is not the whole any more: so many states are still of use. */
const statesAfterInfiniteChoice = 5_000;
/** `shouldStop` is asked once for so many states. */
const statesBetweenQuestions = 8;

/** The graph of a network. `tellsPositions`: states that differ in statement labels only are told apart. Time and space linear in the edges. */
export function graphOfNetwork(system: TransitionSystem<NetworkConfiguration>, limits: GraphLimits, tellsPositions = false): SystemGraph<NetworkConfiguration> {
  const chooser = recordingChooser();
  const { key, excess } = networkSpace(system, chooser, tellsPositions);
  const graph = graphOfSystem(system, limits, { key, chooser, queues: ({ channels }) => channels.values(), ...(excess === undefined ? {} : { excess }) });
  const [first] = graph.initial;
  return first === undefined ? graph : { ...graph, peaks: inOrderOfRoles(graph.peaks, [...graph.configuration(first).processes.keys()]) };
}

/** The graph of any system. Time and space linear in the edges. */
export function graphOfSystem<C>(system: TransitionSystem<C>, limits: GraphLimits, view: GraphView<C> = {}): SystemGraph<C> {
  const chooser = view.chooser ?? recordingChooser();
  const key = view.key ?? system.key;
  const [known, configurations] = [new Map<string, number>(), [] as C[]];
  const [offsets, targets, labels] = [new NumberList(), new NumberList(), new NumberList()];
  const [parents, arrivals, depths, final] = [new NumberList(), new NumberList(), new NumberList(), new NumberList()];
  const [numbers, actions] = [new Map<string, number>(), [] as Label[]];
  const peaks = new Map<string, QueuePeak>();
  let bytes = 0;
  let excess: string | undefined;
  const maxStates = (): number => (chooser.infinite.size > 0 ? Math.min(limits.maxStates, statesAfterInfiniteChoice) : limits.maxStates);

  const notePeaks = (configuration: C): void => {
    for (const { from, to, messages } of view.queues?.(configuration) ?? []) {
      const name = `${from ?? ""}→${to}`;
      if (messages.length > (peaks.get(name)?.messages ?? 0)) peaks.set(name, { ...(from === undefined ? {} : { from }), to, messages: messages.length });
    }
  };

  /** The number of a configuration; a new one only while the limit allows it. */
  const enter = (configuration: C, parent: number, arrival: number): number | undefined => {
    const name = key(configuration);
    const before = known.get(name);
    if (before !== undefined) return before;
    if (configurations.length >= maxStates()) {
      excess ??= `the limit of ${String(maxStates())} states was reached`;
      return undefined;
    }
    const state = configurations.length;
    known.set(name, state);
    configurations.push(configuration);
    parents.push(parent);
    arrivals.push(arrival);
    depths.push(parent < 0 ? 0 : depths.get(parent) + 1);
    final.push(system.isFinal(configuration) ? 1 : 0);
    excess ??= view.excess?.(configuration);
    bytes += 2 * name.length + bytesPerState;
    notePeaks(configuration);
    return state;
  };

  const actionOf = (label: Label): number => {
    const name = labelKey(label);
    const before = numbers.get(name);
    if (before !== undefined) return before;
    numbers.set(name, actions.length);
    actions.push(label);
    return actions.length - 1;
  };

  /** Adds the edges of a state, all or none. */
  const expand = (state: number, steps: readonly Step<C>[]): boolean => {
    const edges = steps.map((step) => {
      const label = actionOf(step.label);
      return { label, target: enter(step.target, state, label) };
    });
    if (edges.some(({ target }) => target === undefined)) return false;
    for (const { label, target } of edges) {
      if (target !== undefined) targets.push(target);
      labels.push(label);
      bytes += bytesPerEdge;
    }
    offsets.push(targets.length);
    return true;
  };

  const reasonToStop = (state: number): Cut | undefined => {
    if (excess !== undefined) return { kind: "limit", reason: excess };
    if (bytes + bytesPerPart * (system.interned?.() ?? 0) > limits.memory) return { kind: "limit", reason: limitOfMemory(limits.memory) };
    const reason = state % statesBetweenQuestions === 0 ? limits.shouldStop?.() : undefined;
    return reason === undefined ? undefined : { kind: "interrupted", reason };
  };

  const search = (): SystemGraph<C>["ending"] => {
    const maxDepth = limits.maxDepth ?? Number.POSITIVE_INFINITY;
    for (const [state, configuration] of configurations.entries()) {
      const stop = reasonToStop(state);
      if (stop !== undefined) return stop;
      const steps = system.steps(configuration, chooser);
      if (steps.length > 0 && depths.get(state) >= maxDepth) return { kind: "depth", limit: maxDepth };
      if (!expand(state, steps)) return { kind: "limit", reason: present(excess) };
    }
    return excess === undefined ? { kind: "complete" } : { kind: "limit", reason: excess };
  };

  offsets.push(0);
  for (const configuration of system.initial(chooser.initial())) enter(configuration, -1, -1);
  const initialStates = configurations.length;
  const ending = search();
  const expanded = offsets.length - 1;
  while (offsets.length <= configurations.length) offsets.push(targets.length);
  return {
    states: configurations.length,
    initial: Array.from({ length: initialStates }, (_, state) => state),
    offsets: offsets.toArray(),
    targets: targets.toArray(),
    labels: labels.toArray(),
    actions,
    final: Uint8Array.from(final.toArray()),
    configuration: (state) => present(configurations[state]),
    steps: (state) => system.steps(present(configurations[state]), chooser),
    expanded,
    parents: parents.toArray(),
    arrivals: arrivals.toArray(),
    depths: depths.toArray(),
    peaks: [...peaks.values()],
    ending,
    incomplete: reasonsOf(ending, chooser),
    chooser,
  };
}

type Cut = Extract<Ending, { readonly kind: "limit" | "interrupted" }>;

/** Why what ended so is not everything. */
export function reasonsOf(ending: SystemGraph<unknown>["ending"], chooser: RecordingChooser): readonly string[] {
  return [
    ...(chooser.limits.size === 0 ? [] : [`a limit of the evaluator was met: ${listed([...chooser.limits])}`]),
    ...describeInfinite(chooser.infinite),
    ...chooser.leftOut,
    ...(ending.kind === "limit" || ending.kind === "interrupted" ? [ending.reason] : []),
  ];
}

/** The labels of a shortest run to a state, and the initial state in which it begins. Linear in the run. */
export function runToState(
  { parents, arrivals, actions }: SystemGraph<unknown>,
  state: number,
): { readonly initial: number; readonly labels: readonly Label[] } {
  const labels: Label[] = [];
  let here = state;
  for (let parent = at(parents, here); parent >= 0; parent = at(parents, here)) {
    labels.push(present(actions[at(arrivals, here)]));
    here = parent;
  }
  return { initial: here, labels: labels.reverse() };
}
