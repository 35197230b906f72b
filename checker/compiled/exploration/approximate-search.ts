/**
 * Searches that keep less than whole states: breadth first, level by level, of which only two are kept as rows. What they find is looked up by an exact
 * search of as many levels; what they do not find is not there up to the probability that a state was omitted.
 */
import type { Backend } from "../code/index.ts";
import { limitOfMemory } from "../../explicit-state/limit-reasons.ts";
import type { Approximation } from "./approximate-code.ts";
import { approximateWords, bitsOfState } from "./approximate-code.ts";
import type { CompiledSearch } from "./compiled-search.ts";
import { addresses, peakAddress, sightingKinds, watchAddress } from "./model-code.ts";
import { tableWords } from "./probe-code.ts";
import type { SearchEnding, SearchLimits } from "./search-state.ts";

export interface ApproximateSearch {
  readonly backend: Backend;
  readonly ending: SearchEnding;
  readonly states: number;
  readonly transitions: number;
  readonly initialStates: number;
  readonly finalStates: number;
  /** States whose steps were looked at. */
  readonly expanded: number;
  readonly depth: number;
  readonly peaks: readonly number[];
  readonly memory: number;
  /** An estimate from above of the probability that a state was taken for another, if hashes are random. */
  readonly omission: number;
  /** The depth from which something was seen first for some watch; -1 if for none. */
  readonly seenAt: number;
}

/** The part of the memory that the table takes, of what the limit allows. */
const shareOfTable = 0.75;
/** How much of a table of hashes is used: probing gets slow beyond, and would not end in a full one. */
const fullness = 0.95;

/** `compiled` was compiled for `how`, with fresh memory. Searches until everything is seen, every wanted watch has seen something, or a limit is met: states and memory. */
export function searchApproximately(compiled: CompiledSearch, how: Approximation, wanted: readonly number[], limits: SearchLimits): ApproximateSearch {
  const { memory, map, model, expand, insertApproximately: insert } = compiled;
  if (insert === undefined) throw new Error("the search was compiled to keep whole states");
  const { words } = memory;
  const read = (address: number): number => words[address >>> 2] ?? 0;
  const least = Math.ceil(Math.log2((map.maxCandidates + 1) / fullness));
  const bits = Math.max(least, Math.min(map.maxTableBits, Math.floor(Math.log2((limits.memory * shareOfTable) / 4))));
  const size = 2 ** bits;
  words[tableWords.mask >> 2] = size - 1;
  const maxRows = Math.min(map.maxRows, Math.floor(Math.max(0, limits.memory - 4 * size) / map.stride));
  let [states, transitions, expanded, depth, seenAt, expected, ones, greatest] = [0, 0, 0, 0, -1, 0, 0, 0];
  let isFull = false;

  const isSeen = (watch: number): boolean => read(watchAddress(watch)) !== sightingKinds.none;
  const countSeen = (): number => Array.from({ length: model.watches }, (_, watch) => watch).filter(isSeen).length;
  const enter = (amount: number): boolean => {
    const before = read(tableWords.count);
    words[tableWords.limit >> 2] = Math.min(maxRows, before + limits.maxStates - states);
    const done = insert(amount);
    const fresh = read(tableWords.count) - before;
    states += fresh;
    greatest = Math.max(greatest, read(tableWords.count));
    if (how === "hash-compaction") expected += read(approximateWords.effort) / 2 ** 32;
    else {
      ones += read(approximateWords.effort);
      expected += fresh * (ones / (32 * size)) ** bitsOfState;
    }
    return done === amount;
  };
  const full = (): SearchEnding =>
    states >= limits.maxStates
      ? { kind: "limit", reason: `the limit of ${String(limits.maxStates)} states was reached` }
      : { kind: "limit", reason: limitOfMemory(limits.memory) };

  const search = (): SearchEnding => {
    const maxDepth = limits.maxDepth ?? Number.POSITIVE_INFINITY;
    let seen = countSeen();
    let next = 0;
    let levelEnd = read(tableWords.count);
    while (next < read(tableWords.count)) {
      if (next === levelEnd) {
        const rest = read(tableWords.count) - levelEnd;
        const from = (map.rows + levelEnd * map.stride) >>> 2;
        words.copyWithin(map.rows >>> 2, from, from + (rest * map.stride) / 4);
        words[tableWords.count >> 2] = rest;
        [next, levelEnd] = [0, rest];
        depth += 1;
        limits.onProgress?.({ states, transitions, depth, frontier: rest, memory: 4 * size + greatest * map.stride });
      }
      if (isFull) return full();
      if (how === "hash-compaction" && states + map.maxCandidates > fullness * size) return full();
      if (wanted.length > 0 && wanted.every(isSeen)) return { kind: "decided" };
      const reason = limits.shouldStop?.();
      if (reason !== undefined) return { kind: "interrupted", reason };
      if (depth >= maxDepth) return { kind: "depth", limit: maxDepth };
      const to = expand(next, levelEnd);
      const gaveUp = read(addresses.gaveUp);
      if (gaveUp !== 0) return { kind: "gave-up", reason: gaveUp };
      const amount = (read(map.ends + 4 * (to - 1 - next)) - map.candidates) / map.stride;
      transitions += amount;
      isFull = !enter(amount);
      if (countSeen() > seen) [seen, seenAt] = [countSeen(), depth];
      expanded += to - next;
      next = to;
    }
    return isFull ? full() : wanted.length > 0 && wanted.every(isSeen) ? { kind: "decided" } : { kind: "complete" };
  };

  for (let at = 0; at < model.initial.length && !isFull; at += map.maxCandidates) {
    if (how === "hash-compaction" && states + map.maxCandidates > fullness * size) {
      isFull = true;
      break;
    }
    const some = model.initial.slice(at, at + map.maxCandidates);
    some.forEach((row, k) => {
      words.set(row, (map.candidates >> 2) + k * model.words);
    });
    isFull = !enter(some.length);
  }
  const initialStates = states;
  if (countSeen() > 0) seenAt = 0;
  const ending = search();
  return {
    backend: compiled.backend,
    ending,
    states,
    transitions,
    initialStates,
    finalStates: read(addresses.finalStates) >>> 0,
    expanded,
    depth,
    peaks: Array.from({ length: model.peaks }, (_, index) => read(peakAddress(model.watches, index))),
    memory: 4 * Math.min(size, how === "bitstate" ? ones : states) + greatest * map.stride,
    omission: -Math.expm1(-expected),
    seenAt,
  };
}
