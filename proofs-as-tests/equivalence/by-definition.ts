/** Strong, branching and weak bisimilarity as greatest fixpoints, and inclusion of traces by determinising both sides: the definitions, without any cleverness. */
import type { Bisimulation, ObservedGraph } from "../../checker/equivalence/index.ts";

interface Step {
  readonly action: number;
  readonly target: number;
}

export type Related = (left: number, right: number) => boolean;

function stepsOf({ offsets, targets, labels }: ObservedGraph, state: number): readonly Step[] {
  const [first, last] = [offsets[state] ?? 0, offsets[state + 1] ?? 0];
  return [...targets.slice(first, last)].map((target, index) => ({ action: labels[first + index] ?? -1, target }));
}

/** τ* */
function silently(graph: ObservedGraph, state: number): readonly number[] {
  const reached = new Set([state]);
  for (const here of reached) for (const { action, target } of stepsOf(graph, here)) if (action === 0) reached.add(target);
  return [...reached];
}

/** Whether each step of the left state is answered by the right one: Park 1981; van Glabbeek and Weijland, JACM 1996; Milner 1989. */
const answered: Readonly<Record<Bisimulation, (graph: ObservedGraph, left: number, right: number, related: Related) => boolean>> = {
  strong: (graph, left, right, related) =>
    stepsOf(graph, left).every(({ action, target }) => stepsOf(graph, right).some((other) => other.action === action && related(target, other.target))),
  branching: (graph, left, right, related) =>
    stepsOf(graph, left).every(
      ({ action, target }) =>
        (action === 0 && related(target, right)) ||
        silently(graph, right).some(
          (middle) => related(left, middle) && stepsOf(graph, middle).some((other) => other.action === action && related(target, other.target)),
        ),
    ),
  weak: (graph, left, right, related) =>
    stepsOf(graph, left).every(({ action, target }) =>
      silently(graph, right).some((middle) =>
        action === 0
          ? related(target, middle)
          : stepsOf(graph, middle).some((other) => other.action === action && silently(graph, other.target).some((end) => related(target, end))),
      ),
    ),
};

/** All pairs, less those that contradict the definition, until none does. */
export function bisimilarityByDefinition(graph: ObservedGraph, bisimulation: Bisimulation): Related {
  const pairs = new Set(Array.from({ length: graph.states ** 2 }, (_, pair) => pair));
  const related: Related = (left, right) => pairs.has(left * graph.states + right);
  const converse: Related = (left, right) => related(right, left);
  for (let before = -1; before !== pairs.size;) {
    before = pairs.size;
    for (const pair of pairs) {
      const [left, right] = [Math.floor(pair / graph.states), pair % graph.states];
      if (!answered[bisimulation](graph, left, right, related) || !answered[bisimulation](graph, right, left, converse)) pairs.delete(pair);
    }
  }
  return related;
}

/** The length of a shortest trace of the first state that the second one does not have; undefined if there is none. */
export function shortestTraceApart(graph: ObservedGraph, some: number, other: number): number | undefined {
  const close = (states: readonly number[]): readonly number[] => [...new Set(states.flatMap((state) => silently(graph, state)))].sort();
  const after = (states: readonly number[], action: number): readonly number[] =>
    close(states.flatMap((state) => stepsOf(graph, state).flatMap((step) => (step.action === action ? [step.target] : []))));
  const known = new Set<string>();
  let layer = [[close([some]), close([other])] as const];
  for (let length = 1; layer.length > 0; length += 1) {
    const next: (readonly [readonly number[], readonly number[]])[] = [];
    for (const [mine, yours] of layer) {
      for (let action = 1; action < graph.actions.length; action += 1) {
        const pair = [after(mine, action), after(yours, action)] as const;
        if (pair[0].length === 0) continue;
        if (pair[1].length === 0) return length;
        const key = pair.map((states) => states.join()).join(" ");
        if (!known.has(key)) next.push(pair);
        known.add(key);
      }
    }
    layer = next;
  }
  return undefined;
}
