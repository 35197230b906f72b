/** How far a search that was cut short has come, as a search state by state counts it. */
import { lastAtMost } from "./runs.ts";
import type { Search } from "./search.ts";

/**
 * The rows below this number were expanded, and all their steps lead to rows. At a limit of states the last row that was expanded may have steps beyond; at a
 * greatest depth it is the first row there that has steps.
 */
export function wholeRows(search: Search): number {
  const { ending, expanded } = search;
  switch (ending.kind) {
    case "depth":
      return firstWithSteps(search, firstAtDepth(search, ending.limit));
    case "limit":
      return expanded > 0 && leadsBeyond(search, expanded - 1) ? expanded - 1 : expanded;
    case "complete":
    case "decided":
    case "interrupted":
    case "gave-up":
      return expanded;
  }
}

/** The first row of a level: when a level is begun, all its rows are there. */
function firstAtDepth({ batches }: Search, depth: number): number {
  let row = 0;
  for (let level = 0; level < depth; level += 1) row = batches.before[lastAtMost(batches.from, row)] ?? 0;
  return row;
}

function firstWithSteps({ compiled, states }: Search, from: number): number {
  const { map, memory, expand } = compiled;
  for (let row = from; row < states; row += 1) {
    expand(row, row + 1);
    if ((memory.words[map.ends >> 2] ?? 0) >>> 0 > map.candidates) return row;
  }
  return states;
}

function leadsBeyond({ compiled }: Search, row: number): boolean {
  const { map, memory, expand, locate } = compiled;
  expand(row, row + 1);
  const amount = ((memory.words[map.ends >> 2] ?? 0) - map.candidates) / map.stride;
  locate(amount);
  const at = map.open >> 2;
  return memory.words.subarray(at, at + amount).includes(-1);
}
