/** The smallest graph that is strongly, branching or weakly bisimilar to a given one: its quotient. */
import type { TransitionGraph } from "../graph/index.ts";
import { at, rowsOf } from "../graph/index.ts";
import type { LooseEdge } from "../graph/index.ts";
import type { Label } from "../../calculus/semantics/index.ts";
import type { Bisimulation, ClassLimits } from "./classes.ts";
import { classesOf } from "./classes.ts";
import { ended, endless } from "./observation.ts";
import type { Observation, Observed } from "./observation.ts";
import { observedUnion } from "./observed-graph.ts";
import type { ObservedGraph } from "./observed-graph.ts";

export type Minimised =
  { readonly ok: true; readonly graph: TransitionGraph<Observed>; readonly rounds: number } | { readonly ok: false; readonly reason: string };

export interface MinimiseOptions extends ClassLimits {
  readonly observation: Observation;
  /** States on silent cycles are told apart from others; the quotient has a silent loop at them. */
  readonly divergence?: boolean;
}

/** The quotient of a graph; its states are numbered breadth first. Costs what `classesOf` does. */
export function minimise(
  graph: TransitionGraph<Label>,
  bisimulation: Bisimulation,
  { observation, divergence = false, ...limits }: MinimiseOptions,
): Minimised {
  const union = observedUnion([graph], { observation, divergence });
  const found = classesOf(union.graph, bisimulation, limits);
  if (!found.ok) return found;
  return { ok: true, rounds: found.rounds, graph: breadthFirst(quotient(union.graph, found.classOf, found.classes, bisimulation === "strong")) };
}

/** The graph of the classes, without repeated edges. Silent steps inside a class are left out, unless silent steps count. The ends √ and δ become what they stand for. */
export function quotient(graph: ObservedGraph, classOf: Int32Array, classes: number, keepsSilentLoops: boolean): ObservedGraph {
  const final = new Uint8Array(classes);
  const edges: LooseEdge[] = [];
  const seen = new Set<string>();
  const add = (from: number, label: number, to: number): void => {
    const key = [from, label, to].join();
    if (seen.has(key)) return;
    seen.add(key);
    edges.push({ from, label, to });
  };
  for (let state = 0; state < graph.states; state += 1) {
    const from = at(classOf, state);
    for (let edge = at(graph.offsets, state); edge < at(graph.offsets, state + 1); edge += 1) {
      const [label, to] = [at(graph.labels, edge), at(classOf, at(graph.targets, edge))];
      const key = graph.actions[label]?.key;
      if (key === ended.key) final[from] = 1;
      else if (key === endless.key) add(from, 0, from);
      else if (keepsSilentLoops || label !== 0 || from !== to) add(from, label, to);
    }
  }
  const initial = [...new Set(graph.initial.map((state) => at(classOf, state)))];
  return { states: classes, initial, actions: graph.actions, final, ...rowsOf(classes, edges) };
}

/** What is reachable, numbered breadth first. */
function breadthFirst<A>({ offsets, targets, labels, actions, final, initial }: TransitionGraph<A>): TransitionGraph<A> {
  const number = new Map<number, number>();
  const order: number[] = [];
  const enter = (state: number): number => {
    const known = number.get(state);
    if (known !== undefined) return known;
    number.set(state, order.length);
    return order.push(state) - 1;
  };
  const first = initial.map(enter);
  const edges: LooseEdge[] = [];
  for (const [from, state] of order.entries())
    for (let edge = at(offsets, state); edge < at(offsets, state + 1); edge += 1) edges.push({ from, label: at(labels, edge), to: enter(at(targets, edge)) });
  return {
    states: order.length,
    initial: first,
    actions,
    final: Uint8Array.from(order.map((state) => final[state] ?? 0)),
    ...rowsOf(order.length, edges),
  };
}
