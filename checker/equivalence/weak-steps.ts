/**
 * Weak steps: s ⇒a⇒ t, any silent steps before and after. Weak bisimulation is strong bisimulation of the graph of weak steps: Milner, Communication and
 * Concurrency, 1989; Kanellakis and Smolka, CCS expressions, finite state processes, and three problems of equivalence, 1990.
 */
import { at } from "../graph/index.ts";
import type { TransitionGraph } from "../graph/index.ts";
import { NumberList } from "../graph/index.ts";

/** So many weak steps are written down. */
export const maximumWeakSteps = 20_000_000;

/**
 * The graph of weak steps, where a silent one may be no step at all. In the graph every silent edge leads to a state with a smaller number. Undefined if
 * there are more than `maximum`. Quadratic at worst.
 */
export function weakSteps<A>(graph: TransitionGraph<A>, maximum: number = maximumWeakSteps): TransitionGraph<A> | undefined {
  const { states, offsets, targets, labels } = graph;
  const closures: Int32Array[] = [];
  let total = 0;
  for (let state = 0; state < states; state += 1) {
    const reached = new Set<number>([state]);
    for (let edge = at(offsets, state); edge < at(offsets, state + 1); edge += 1)
      if (at(labels, edge) === 0) for (const further of closures[at(targets, edge)] ?? []) reached.add(further);
    total += reached.size;
    if (total > maximum) return undefined;
    closures.push(Int32Array.from(reached).sort());
  }
  const [starts, ends, carried] = [new NumberList(), new NumberList(), new NumberList()];
  starts.push(0);
  for (const closure of closures) {
    const byLabel = new Map<number, Set<number>>();
    for (const state of closure) {
      for (let edge = at(offsets, state); edge < at(offsets, state + 1); edge += 1) {
        const label = at(labels, edge);
        if (label === 0) continue;
        const reached = byLabel.get(label) ?? new Set<number>();
        byLabel.set(label, reached);
        for (const target of closures[at(targets, edge)] ?? []) reached.add(target);
      }
    }
    for (const target of closure) {
      carried.push(0);
      ends.push(target);
    }
    for (const [label, reached] of [...byLabel].sort(([left], [right]) => left - right)) {
      for (const target of [...reached].sort((left, right) => left - right)) {
        carried.push(label);
        ends.push(target);
      }
    }
    if (ends.length > maximum) return undefined;
    starts.push(ends.length);
  }
  return { ...graph, offsets: starts.toArray(), targets: ends.toArray(), labels: carried.toArray() };
}
