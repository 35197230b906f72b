/** The graph that a search went through, in compressed rows: made by expanding every state once more and looking its successors up. */
import type { Search } from "./search.ts";

/** The steps of state `s` are those numbered `first[s]` … `first[s + 1]` - 1, in the order of the rules. */
export interface CodeGraph {
  readonly states: number;
  readonly first: Uint32Array;
  /** The state that a step leads to; `states` for one that the search did not enter. */
  readonly target: Uint32Array;
}

/** The graph of the states that were expanded; others have no steps. Time and memory linear in the steps: 4 bytes each. */
export function graphOf({ compiled, states, expanded, initialStates }: Search): CodeGraph {
  const { map, memory, expand, locate } = compiled;
  const { words } = memory;
  const first = new Uint32Array(states + 1);
  let target = new Uint32Array(Math.max(1_024, 2 * initialStates));
  let steps = 0;
  for (let from = 0; from < expanded;) {
    const to = expand(from, expanded);
    const base = steps;
    for (let row = from; row < to; row += 1) first[row + 1] = base + ((words[(map.ends >> 2) + row - from] ?? 0) - map.candidates) / map.stride;
    const amount = (first[to] ?? 0) - base;
    while (steps + amount > target.length) {
      const larger = new Uint32Array(2 * target.length);
      larger.set(target);
      target = larger;
    }
    locate(amount);
    const at = map.open >> 2;
    for (let k = 0; k < amount; k += 1) {
      const row = words[at + k] ?? -1;
      target[steps + k] = row < 0 || row >= states ? states : row;
    }
    steps += amount;
    from = to;
  }
  first.fill(steps, expanded + 1);
  return { states, first, target: target.slice(0, steps) };
}
