/**
 * Pairs of states that are simultaneously reachable for a role: by two runs in which the role does and sees the same (Li, Stutz, Wies and Zufferey,
 * OOPSLA 2025). Found in the order of the length of the two runs together, so the first pair with some fault has the shortest evidence.
 */
import { present } from "../present.ts";
import type { NumberedAutomaton } from "./numbered-automaton.ts";
import type { RoleView, ViewStep } from "./role-view.ts";

/** The edges of two runs that end in the two states of a pair. */
export interface RunPair {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** A pair as it is visited. `runs` builds the two runs that reach it. */
export interface Pair {
  readonly left: number;
  readonly right: number;
  readonly runs: () => RunPair;
}

export interface SimultaneousSearch {
  readonly pairs: number;
  /** False: the cap on pairs was reached, and more may be reachable. */
  readonly complete: boolean;
}

/** How many pairs of states are visited for one role unless the caller says otherwise. */
export const pairLimit = 2_000_000;

/** Below this many possible pairs a table has a place for each; above it most are not reachable, as a rule. */
const tableSize = 1 << 18;

/**
 * Visits every pair of kept states that is simultaneously reachable for the view's role; symmetric, so each pair comes in both orders. Quadratic in the
 * kept states at worst, linear for protocols that the role can follow.
 */
export function visitSimultaneous(view: RoleView, visit: (pair: Pair) => void, limit: number = pairLimit): SimultaneousSearch {
  const { numbered, own, silent } = view;
  const width = numbered.states;
  const numberOf = pairNumbers(width);
  const [left, right, cost]: [number[], number[], number[]] = [[], [], []];
  const [parent, leftEdge, rightEdge]: [number[], number[], number[]] = [[], [], []];
  const settled: boolean[] = [];
  const buckets = new Map<number, number[]>();
  let longest = 0;
  let complete = true;
  let settledPairs = 0;
  const offer = (a: number, b: number, from: number, edgeOfA: number, edgeOfB: number, length: number): void => {
    const known = numberOf(a, b, left.length);
    if (known === left.length) {
      if (left.length >= limit) {
        complete = false;
        return;
      }
      left.push(a);
      right.push(b);
      parent.push(from);
      leftEdge.push(edgeOfA);
      rightEdge.push(edgeOfB);
      cost.push(length);
      settled.push(false);
    } else {
      if (length >= present(cost[known])) return;
      parent[known] = from;
      leftEdge[known] = edgeOfA;
      rightEdge[known] = edgeOfB;
      cost[known] = length;
    }
    const bucket = buckets.get(length);
    if (bucket === undefined) buckets.set(length, [known]);
    else bucket.push(known);
    longest = Math.max(longest, length);
  };
  const runs = (pair: number): RunPair => {
    const [lefts, rights]: [number[], number[]] = [[], []];
    const stepsBack: number[] = [];
    for (let each = pair; each !== -1; each = present(parent[each])) stepsBack.push(each);
    for (const each of stepsBack.toReversed()) {
      follow(view, present(leftEdge[each]), lefts, present(parent[each]) === -1);
      follow(view, present(rightEdge[each]), rights, present(parent[each]) === -1);
    }
    return { left: lefts, right: rights };
  };
  offer(view.initial, view.initial, -1, -1, -1, 2 * view.initialCost);
  for (let length = 0; length <= longest; length++) {
    for (const pair of buckets.get(length) ?? []) {
      if (settled[pair] === true) continue;
      settled[pair] = true;
      settledPairs++;
      const [a, b] = [present(left[pair]), present(right[pair])];
      visit({ left: a, right: b, runs: () => runs(pair) });
      for (const step of silent[a] ?? []) offer(step.to, b, pair, step.edge, -1, length + step.cost);
      for (const step of silent[b] ?? []) offer(a, step.to, pair, -1, step.edge, length + step.cost);
      if (own[a]?.length === 0 || own[b]?.length === 0) continue;
      for (const [one, other] of together(numbered, own[a] ?? [], own[b] ?? [])) {
        offer(one.to, other.to, pair, one.edge, other.edge, length + one.cost + other.cost);
      }
    }
    buckets.delete(length);
  }
  return { pairs: settledPairs, complete };
}

/** Appends the edge and those that are passed over behind it; -1 is no edge, except that a run begins with what is passed over behind the initial state. */
function follow(view: RoleView, edge: number, run: number[], atStart: boolean): void {
  const { target, automaton } = view.numbered;
  if (edge === -1 && !atStart) return;
  if (edge !== -1) run.push(edge);
  for (const passed of view.passage(edge === -1 ? automaton.initial : present(target[edge]))) run.push(passed);
}

/** The steps of both sides that are the same event. */
function together({ event }: NumberedAutomaton, one: readonly ViewStep[], other: readonly ViewStep[]): readonly (readonly [ViewStep, ViewStep])[] {
  if (one.length * other.length <= 64) return one.flatMap((a) => other.filter((b) => event[a.edge] === event[b.edge]).map((b) => [a, b] as const));
  const byEvent = new Map(other.map((step) => [event[step.edge], step]));
  return one.flatMap((a) => {
    const b = byEvent.get(event[a.edge]);
    return b === undefined ? [] : [[a, b] as const];
  });
}

/** The number of a pair, or `next` for one that was not seen, which then has that number. */
function pairNumbers(width: number): (a: number, b: number, next: number) => number {
  if (width * width <= tableSize) {
    const table = new Int32Array(width * width).fill(-1);
    return (a, b, next) => {
      const key = a * width + b;
      const known = present(table[key]);
      if (known !== -1) return known;
      table[key] = next;
      return next;
    };
  }
  const map = new Map<number, number>();
  return (a, b, next) => {
    const key = a * width + b;
    const known = map.get(key);
    if (known !== undefined) return known;
    map.set(key, next);
    return next;
  };
}
