/**
 * How a search got to a state. No row remembers its parent: rows are entered in the order in which they are expanded, so the batch in which a row was found
 * is found by bisection, and expanding that batch again shows the first step to the row.
 */
import type { Search } from "./search.ts";

/** The step with this place among the successors of a row. */
export interface CodeStep {
  readonly row: number;
  readonly step: number;
}

/**
 * The steps from an initial row to `row`, a shortest run unless the search was depth-first; `row` is among the states. Time linear in its length, with a batch expanded for each step: one of
 * some hundred rows, or of what threads have expanded together.
 */
export function stepsTo(search: Search, row: number): { readonly initial: number; readonly steps: readonly CodeStep[] } {
  const steps: CodeStep[] = [];
  let at = row;
  while (at >= search.initialStates) {
    const step = stepInto(search, at);
    steps.push(step);
    at = step.row;
  }
  return { initial: at, steps: steps.reverse() };
}

/** The words of a row. */
export function rowOf({ compiled }: Search, row: number): Int32Array {
  const { map, memory } = compiled;
  const at = (map.rows + row * map.stride) >>> 2;
  return memory.words.slice(at, at + map.stride / 4);
}

/** The successors of a row, as rows of words, in their order. The row must have been expanded by the search: others may not fit. */
export function successorsOf({ compiled }: Search, row: number): readonly Int32Array[] {
  const { map, memory, expand } = compiled;
  expand(row, row + 1);
  const [from, to] = [map.candidates >>> 2, (memory.words[map.ends >> 2] ?? 0) >>> 2];
  return Array.from({ length: (4 * (to - from)) / map.stride }, (_, k) => memory.words.slice(from + (k * map.stride) / 4, from + ((k + 1) * map.stride) / 4));
}

function stepInto({ compiled, batches, expanded, parents }: Search, row: number): CodeStep {
  const { map, memory, expand, locate } = compiled;
  const known = parents?.[row];
  const batch = lastAtMost(batches.before, row);
  const end = known === undefined ? (batches.from[batch + 1] ?? expanded) : known + 1;
  for (let from = known ?? batches.from[batch] ?? 0; from < end;) {
    const first = from;
    const to = expand(first, end);
    const endOf = (number: number): number => ((memory.words[(map.ends >> 2) + number - first] ?? 0) - map.candidates) / map.stride;
    const amount = endOf(to - 1);
    locate(amount);
    const at = map.open >> 2;
    const candidate = memory.words.subarray(at, at + amount).indexOf(row);
    if (candidate < 0) {
      // Several threads expand many rows at once.
      from = to;
      continue;
    }
    let parent = first;
    while (endOf(parent) <= candidate) parent += 1;
    return { row: parent, step: candidate - (parent === first ? 0 : endOf(parent - 1)) };
  }
  throw new Error(`row ${row} is no successor of the rows by which it was found`);
}

/** The last place whose number, in an ascending list, is at most `bound`. */
export function lastAtMost(ascending: readonly number[], bound: number): number {
  let [low, high] = [0, ascending.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= bound) low = middle;
    else high = middle;
  }
  return low;
}
