/**
 * States that reach each other in silence: Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1972, without recursion. They are
 * branching bisimilar, so that graphs are contracted along them before branching and weak equivalences are computed.
 */
import { at, rowsOf } from "../graph/index.ts";
import type { LooseEdge, TransitionGraph } from "../graph/index.ts";

export interface SilentComponents {
  /** The component of each state. A silent edge never leads to a component with a larger number. */
  readonly component: Int32Array;
  readonly count: number;
  /** 1 for components in which a silent run goes on for ever. */
  readonly isCyclic: Uint8Array;
}

/** The strongly connected components of the silent edges (action 0). Linear. */
export function silentComponents({ states, offsets, targets, labels }: TransitionGraph<unknown>): SilentComponents {
  const component = new Int32Array(states).fill(-1);
  const [order, low] = [new Int32Array(states).fill(-1), new Int32Array(states)];
  const next = offsets.slice(0, states);
  const [path, open]: [number[], number[]] = [[], []];
  const cyclic: number[] = [];
  let [visited, count] = [0, 0];
  const begin = (state: number): void => {
    order[state] = low[state] = visited;
    visited += 1;
    path.push(state);
    open.push(state);
  };
  /** Takes a complete component off. */
  const close = (root: number): void => {
    let size = 0;
    for (let member = -1; member !== root; size += 1) {
      member = open.pop() ?? root;
      component[member] = count;
    }
    cyclic.push(size > 1 || hasSilentLoop(root) ? 1 : 0);
    count += 1;
  };
  const hasSilentLoop = (state: number): boolean => {
    for (let edge = at(offsets, state); edge < at(offsets, state + 1); edge += 1) if (at(labels, edge) === 0 && at(targets, edge) === state) return true;
    return false;
  };
  for (let root = 0; root < states; root += 1) {
    if (at(order, root) >= 0) continue;
    begin(root);
    while (path.length > 0) {
      const state = path[path.length - 1] ?? root;
      const edge = at(next, state);
      if (edge < at(offsets, state + 1)) {
        next[state] = edge + 1;
        if (at(labels, edge) !== 0) continue;
        const target = at(targets, edge);
        if (at(order, target) < 0) begin(target);
        else if (at(component, target) < 0) low[state] = Math.min(at(low, state), at(order, target));
        continue;
      }
      path.pop();
      if (at(low, state) === at(order, state)) close(state);
      const above = path[path.length - 1];
      if (above !== undefined) low[above] = Math.min(at(low, above), at(low, state));
    }
  }
  return { component, count, isCyclic: Uint8Array.from(cyclic) };
}

/** The graph of classes of states: an edge for each edge between members, silent ones inside a class left out. Classes are numbers below `count`. Linear but for sorting. */
export function contracted<A>(graph: TransitionGraph<A>, classOf: Int32Array, count: number): TransitionGraph<A> {
  const { offsets, targets, labels, actions } = graph;
  const final = new Uint8Array(count);
  const seen = new Set<number>();
  const edges: LooseEdge[] = [];
  for (let state = 0; state < graph.states; state += 1) {
    const from = at(classOf, state);
    if (graph.final[state] === 1) final[from] = 1;
    for (let edge = at(offsets, state); edge < at(offsets, state + 1); edge += 1) {
      const [label, to] = [at(labels, edge), at(classOf, at(targets, edge))];
      if (label === 0 && from === to) continue;
      const code = (from * actions.length + label) * count + to;
      if (Number.isSafeInteger(code)) {
        if (seen.has(code)) continue;
        seen.add(code);
      }
      edges.push({ from, label, to });
    }
  }
  const initial = [...new Set(graph.initial.map((state) => at(classOf, state)))];
  return { states: count, initial, actions, final, ...rowsOf(count, edges) };
}
