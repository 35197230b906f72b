/**
 * Where the branches of a choice come together again: the first state that every way from there to an exit goes through, its immediate post-dominator
 * (Cooper, Harvey and Kennedy, A simple, fast dominance algorithm, 2001).
 */
import { present } from "../../calculus/present.ts";

/** A part of a graph: `successors` of a state, none where the part ends. */
export interface Region {
  readonly successors: (state: number) => readonly number[];
  readonly isExit: (state: number) => boolean;
}

/**
 * The states behind `start`, nearest first, through each of which every way to an exit goes. Empty where there is none, or no way to an exit. At worst quadratic
 * in the part that is reached.
 */
export function joinsBehind(start: number, { successors, isExit }: Region): readonly number[] {
  const order = depthFirst([start], successors);
  const reached = new Set(order);
  const predecessors = new Map<number, number[]>();
  for (const state of order) for (const next of successors(state)) predecessors.set(next, [...(predecessors.get(next) ?? []), state]);
  const exits = order.filter(isExit);
  /** From the exits backwards: the virtual exit is number 0. */
  const backwards = depthFirst(exits, (state) => (predecessors.get(state) ?? []).filter((each) => reached.has(each))).reverse();
  const rank = new Map(backwards.map((state, index) => [state, index + 1]));
  if (!rank.has(start)) return [];
  const dominator: (number | undefined)[] = [0];
  const meet = (one: number, other: number): number => {
    let [a, b] = [one, other];
    while (a !== b) {
      while (a > b) a = present(dominator[a]);
      while (b > a) b = present(dominator[b]);
    }
    return a;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const state of backwards) {
      const own = present(rank.get(state));
      const known = successors(state).flatMap((next) => {
        const number = rank.get(next);
        return number === undefined || dominator[number] === undefined ? [] : [number];
      });
      const starts = isExit(state) ? [0, ...known] : known;
      const [first, ...rest] = starts;
      if (first === undefined) continue;
      const met = rest.reduce(meet, first);
      if (dominator[own] === met) continue;
      dominator[own] = met;
      changed = true;
    }
  }
  const joins: number[] = [];
  for (let at = dominator[present(rank.get(start))] ?? 0; at !== 0; at = dominator[at] ?? 0) joins.push(present(backwards[at - 1]));
  return joins;
}

/** The states that are reached, each behind what it leads to first: a post-order. */
function depthFirst(starts: readonly number[], successors: (state: number) => readonly number[]): number[] {
  const entered = new Set<number>();
  const left: number[] = [];
  for (const start of starts) {
    if (entered.has(start)) continue;
    entered.add(start);
    const path = [{ state: start, rest: [...successors(start)] }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.shift();
      if (next === undefined) {
        left.push(top.state);
        path.pop();
      } else if (!entered.has(next)) {
        entered.add(next);
        path.push({ state: next, rest: [...successors(next)] });
      }
    }
  }
  return left;
}
