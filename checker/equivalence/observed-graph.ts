/** The graphs of one or several systems as one graph of what is seen: the disjoint union, on which equivalences are computed. */
import { at, rowsOf } from "../graph/index.ts";
import type { LooseEdge, TransitionGraph } from "../graph/index.ts";
import type { Label } from "../../calculus/semantics/index.ts";
import { ended, endless, observe, silent } from "./observation.ts";
import type { Observation, Observed } from "./observation.ts";
import { silentComponents } from "./silent-components.ts";

/** Action 0 is the silent one. Final states have an edge √ to the last state, which has no edges. */
export type ObservedGraph = TransitionGraph<Observed>;

export const silentAction = 0;

export interface ObservedUnion {
  readonly graph: ObservedGraph;
  /** State s of the i-th graph is `starts[i]` + s. */
  readonly starts: readonly number[];
}

export interface Seeing {
  readonly observation: Observation;
  /** Whether it is seen that a state lies on a silent cycle. */
  readonly divergence: boolean;
}

/** Puts graphs side by side and hides what is not seen. Linear. */
export function observedUnion(graphs: readonly TransitionGraph<Label>[], { observation, divergence }: Seeing): ObservedUnion {
  const actions: Observed[] = [silent];
  const numbers = new Map<string, number>([[silent.key, silentAction]]);
  const numberOf = (seen: Observed): number => {
    const known = numbers.get(seen.key);
    if (known !== undefined) return known;
    numbers.set(seen.key, actions.length);
    return actions.push(seen) - 1;
  };
  const starts: number[] = [];
  let states = 0;
  for (const graph of graphs) {
    starts.push(states);
    states += graph.states;
  }
  const sink = states;
  const final = new Uint8Array(states + 1);
  const edges: LooseEdge[] = [];
  graphs.forEach((graph, index) => {
    const start = starts[index] ?? 0;
    const seen = graph.actions.map((label) => numberOf(observe(label, observation) ?? silent));
    for (let state = 0; state < graph.states; state += 1) {
      for (let edge = at(graph.offsets, state); edge < at(graph.offsets, state + 1); edge += 1)
        edges.push({ from: start + state, label: seen[at(graph.labels, edge)] ?? silentAction, to: start + at(graph.targets, edge) });
      if (graph.final[state] !== 1) continue;
      final[start + state] = 1;
      edges.push({ from: start + state, label: numberOf(ended), to: sink });
    }
  });
  const initial = graphs.flatMap((graph, index) => graph.initial.map((state) => (starts[index] ?? 0) + state));
  const union: ObservedGraph = { states: states + 1, initial, actions, final, ...rowsOf(states + 1, edges) };
  if (!divergence) return { graph: union, starts };
  const { component, isCyclic } = silentComponents(union);
  const delta = numberOf(endless);
  for (let state = 0; state < states; state += 1) if (isCyclic[at(component, state)] === 1) edges.push({ from: state, label: delta, to: sink });
  return { graph: { ...union, ...rowsOf(states + 1, edges) }, starts };
}

/** One graph with what is seen of its steps; its ends stay what they are. Linear. */
export function observedOnly(graph: TransitionGraph<Label>, observation: Observation): ObservedGraph {
  const actions: Observed[] = [silent];
  const numbers = new Map<string, number>([[silent.key, silentAction]]);
  const seen = graph.actions.map((label) => {
    const observed = observe(label, observation) ?? silent;
    const number = numbers.get(observed.key) ?? actions.push(observed) - 1;
    numbers.set(observed.key, number);
    return number;
  });
  return { ...graph, actions, labels: graph.labels.map((label) => seen[label] ?? silentAction) };
}
