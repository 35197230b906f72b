/**
 * Whether every trace of one set of states is one of another: what is seen along runs, without the silent steps. Subset construction on the fly with
 * antichains: De Wulf, Doyen, Henzinger and Raskin, Antichains: a new algorithm for checking universality of finite automata, CAV 2006. Layers of equal
 * length are searched one after the other, so that a trace that tells them apart is a shortest one.
 */
import { present } from "../../calculus/present.ts";
import { at } from "../graph/index.ts";
import type { Observed } from "./observation.ts";
import type { ObservedGraph } from "./observed-graph.ts";

export type Inclusion =
  | { readonly kind: "included"; readonly pairs: number }
  /** The trace of the first that the second does not have; without its last observation it has it. */
  | { readonly kind: "not-included"; readonly trace: readonly Observed[]; readonly pairs: number }
  | { readonly kind: "unknown"; readonly reason: string; readonly pairs: number };

export interface InclusionLimits {
  /** Pairs of a state and a set of states that are looked at. */
  readonly maxPairs: number;
  readonly shouldStop?: () => string | undefined;
  /** Whether a set of states that was looked at makes it needless to look at another one: if it is a part of it. A mutant may say otherwise. */
  readonly standsFor?: (known: readonly number[], other: readonly number[]) => boolean;
}

/** A state of the first and what the second may be in after the same trace, silent steps included; sorted. */
interface Pair {
  readonly state: number;
  readonly others: readonly number[];
  readonly before: Pair | undefined;
  /** What was seen on the way from the pair before; undefined for a silent step. */
  readonly seen: number | undefined;
}

/** Whether the traces from `some` are among those from `others`, in one graph. Exponential at worst; bounded by `maxPairs`. */
export function traceInclusion(graph: ObservedGraph, some: readonly number[], others: readonly number[], limits: InclusionLimits): Inclusion {
  const { offsets, targets, labels, actions } = graph;
  const { standsFor = isPartOf } = limits;
  /** For each state the smallest sets it was met with. */
  const met = new Map<number, (readonly number[])[]>();
  let pairs = 0;
  let layer: Pair[] = [];
  let next: Pair[] = [];

  const enter = (pair: Pair, into: Pair[]): void => {
    if (pair.others.includes(pair.state)) return;
    const sets = met.get(pair.state) ?? [];
    if (sets.some((set) => standsFor(set, pair.others))) return;
    met.set(pair.state, [...sets.filter((set) => !standsFor(pair.others, set)), pair.others]);
    into.push(pair);
    pairs += 1;
  };

  const after = memoised(graph);
  const traceTo = (pair: Pair, last: number): readonly Observed[] => {
    const trace = [present(actions[last])];
    for (let here: Pair | undefined = pair; here !== undefined; here = here.before) if (here.seen !== undefined) trace.push(present(actions[here.seen]));
    return trace.reverse();
  };

  const start = silentClosure(graph, others);
  for (const state of some) enter({ state, others: start, before: undefined, seen: undefined }, layer);
  while (layer.length > 0) {
    // Silent steps stay in the layer, which therefore grows while it is walked.
    for (const [index, pair] of layer.entries()) {
      if (pairs > limits.maxPairs) return { kind: "unknown", reason: `more than ${String(limits.maxPairs)} pairs of a state and a set of states`, pairs };
      const reason = index % 64 === 0 ? limits.shouldStop?.() : undefined;
      if (reason !== undefined) return { kind: "unknown", reason, pairs };
      for (let edge = at(offsets, pair.state); edge < at(offsets, pair.state + 1); edge += 1) {
        const [label, state] = [at(labels, edge), at(targets, edge)];
        if (label === 0) enter({ state, others: pair.others, before: pair, seen: undefined }, layer);
        else {
          const answers = after(pair.others, label);
          if (answers.length === 0) return { kind: "not-included", trace: traceTo(pair, label), pairs };
          enter({ state, others: answers, before: pair, seen: label }, next);
        }
      }
    }
    [layer, next] = [next, []];
  }
  return { kind: "included", pairs };
}

/** Where an action leads from a set of states, silent steps after it included; remembered by set. */
function memoised(graph: ObservedGraph): (states: readonly number[], action: number) => readonly number[] {
  const known = new Map<string, ReadonlyMap<number, readonly number[]>>();
  return (states, action) => {
    const key = states.join();
    let byAction = known.get(key);
    if (byAction === undefined) {
      const reached = new Map<number, Set<number>>();
      for (const state of states) {
        for (let edge = at(graph.offsets, state); edge < at(graph.offsets, state + 1); edge += 1) {
          const label = at(graph.labels, edge);
          if (label === 0) continue;
          const set = reached.get(label) ?? new Set<number>();
          reached.set(label, set.add(at(graph.targets, edge)));
        }
      }
      byAction = new Map([...reached].map(([label, set]) => [label, silentClosure(graph, set)]));
      known.set(key, byAction);
    }
    return byAction.get(action) ?? [];
  };
}

function silentClosure({ offsets, targets, labels }: ObservedGraph, states: Iterable<number>): readonly number[] {
  const reached = new Set(states);
  for (const state of reached)
    for (let edge = at(offsets, state); edge < at(offsets, state + 1); edge += 1) if (at(labels, edge) === 0) reached.add(at(targets, edge));
  return [...reached].sort((left, right) => left - right);
}

/** Whether a sorted list is part of another one. Linear. */
export function isPartOf(small: readonly number[], large: readonly number[]): boolean {
  let place = 0;
  for (const number of small) {
    while (place < large.length && (large[place] ?? 0) < number) place += 1;
    if (large[place] !== number) return false;
  }
  return true;
}
