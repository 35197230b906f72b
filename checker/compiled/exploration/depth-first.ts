/**
 * Depth-first search over generated code: the path that is followed stands on a stack, so that far states are reached early; runs to them are not the
 * shortest. States, steps and verdicts are those of the breadth-first search. Tarjan, Depth-first search and linear graph algorithms, 1972.
 */
import type { CompiledSearch } from "./compiled-search.ts";
import { addresses, peakAddress, sightingKinds, watchAddress } from "./model-code.ts";
import type { Search } from "./search.ts";
import type { SearchEnding, SearchLimits } from "./search-state.ts";
import { SearchState } from "./search-state.ts";
import type { CodeSighting } from "./sighting.ts";

const statesBetweenQuestions = 1_024;
/** Of a row's parent, of its place on the stack and of the steps there. */
const bytesBesides = 12;

/**
 * Searches until everything is seen, or every watch in `wanted` has seen something (`decided`, unless `wanted` is empty), or a limit is met; there is no
 * greatest depth. The memory must be fresh. `depth` is that of the longest path that was followed.
 */
export function searchDepthFirst(compiled: CompiledSearch, wanted: readonly number[], limits: SearchLimits): Search {
  return new DepthFirst(compiled, wanted, limits).search();
}

class DepthFirst {
  readonly #state: SearchState;
  readonly #compiled: CompiledSearch;
  readonly #wanted: readonly number[];
  readonly #limits: SearchLimits;
  readonly #words: Int32Array;
  /** By rows: from which row it was reached; -1 for initial ones. */
  #parents = new Int32Array(1_024);
  #isVisited = new Uint8Array(1_024);
  /** The path: rows, and of each the rows that its steps lead to, from behind. */
  readonly #path: { readonly row: number; readonly next: Int32Array; left: number }[] = [];
  #initialStates = 0;
  #expanded = 0;
  #depth = 0;

  constructor(compiled: CompiledSearch, wanted: readonly number[], limits: SearchLimits) {
    this.#state = new SearchState(compiled, limits);
    this.#compiled = compiled;
    this.#wanted = wanted;
    this.#limits = limits;
    this.#words = compiled.memory.words;
  }

  search(): Search {
    const ending = this.#enterInitial() ?? this.#visitAll();
    const { model } = this.#compiled;
    const state = this.#state;
    return {
      compiled: this.#compiled,
      ending,
      states: state.count,
      transitions: state.transitions,
      initialStates: this.#initialStates,
      finalStates: state.read(addresses.finalStates) >>> 0,
      expanded: this.#expanded,
      depth: this.#depth,
      sightings: Array.from({ length: model.watches }, (_, watch) => this.#sighting(watch)),
      peaks: Array.from({ length: model.peaks }, (_, index) => state.read(peakAddress(model.watches, index))),
      memory: this.#memory,
      expandedBy: [this.#expanded],
      batches: { from: [], before: [] },
      parents: this.#parents.subarray(0, state.count),
    };
  }

  get #memory(): number {
    return this.#state.memory + bytesBesides * this.#state.count;
  }

  #enterInitial(): SearchEnding | undefined {
    const { model, map, insert } = this.#compiled;
    for (let at = 0; at < model.initial.length; at += map.maxCandidates) {
      const some = model.initial.slice(at, at + map.maxCandidates);
      some.forEach((row, k) => {
        this.#words.set(row, (map.candidates >> 2) + k * model.words);
      });
      this.#state.makeRoom(map.maxCandidates);
      const done = insert(some.length);
      this.#noteParents(-1);
      this.#initialStates = this.#state.count;
      if (done < some.length) return this.#areAllFound() ? { kind: "decided" } : this.#state.limitEnding();
    }
    return this.#areAllFound() ? { kind: "decided" } : undefined;
  }

  #visitAll(): SearchEnding {
    for (let root = 0; root < this.#initialStates; root += 1) {
      if (this.#isVisited[root] === 1) continue;
      const stop = this.#visit(root);
      if (stop !== undefined) return stop;
      for (let top = this.#path.at(-1); top !== undefined; top = this.#path.at(-1)) {
        const row = top.left === 0 ? undefined : top.next[(top.left -= 1)];
        if (row === undefined) this.#path.pop();
        else if (this.#isVisited[row] !== 1) {
          this.#parents[row] = top.row;
          const reason = this.#visit(row);
          if (reason !== undefined) return reason;
        }
      }
    }
    return { kind: "complete" };
  }

  /** Expands a row, enters the rows that its steps lead to, and puts it on the path. */
  #visit(row: number): SearchEnding | undefined {
    const { expand, insert, locate, map } = this.#compiled;
    const state = this.#state;
    if (!state.makeRoom(map.maxCandidates) || this.#memory > this.#limits.memory) return state.memoryEnding();
    if (this.#expanded % statesBetweenQuestions === 0) {
      this.#limits.onProgress?.({ ...state.progress(), depth: this.#path.length, frontier: state.count - this.#expanded });
      const reason = this.#limits.shouldStop?.();
      if (reason !== undefined) return { kind: "interrupted", reason };
    }
    expand(row, row + 1);
    const gaveUp = state.read(addresses.gaveUp);
    if (gaveUp !== 0) return { kind: "gave-up", reason: gaveUp };
    const amount = (state.read(map.ends) - map.candidates) / map.stride;
    state.transitions += amount;
    const done = insert(amount);
    this.#noteParents(row);
    this.#isVisited[row] = 1;
    this.#expanded += 1;
    if (this.#areAllFound()) return { kind: "decided" };
    if (done < amount) return state.limitEnding();
    locate(amount);
    const at = map.open >> 2;
    this.#path.push({ row, next: this.#words.slice(at, at + amount).reverse(), left: amount });
    this.#depth = Math.max(this.#depth, this.#path.length - 1);
    return undefined;
  }

  /** New rows were reached from `parent` first. */
  #noteParents(parent: number): void {
    const { count } = this.#state;
    if (count > this.#parents.length) {
      const room = 2 * count;
      this.#parents = grown(this.#parents, new Int32Array(room));
      this.#isVisited = grown(this.#isVisited, new Uint8Array(room));
    }
    this.#parents.fill(parent, this.#noted, count);
    this.#noted = count;
  }
  #noted = 0;

  #areAllFound(): boolean {
    return this.#wanted.length > 0 && this.#wanted.every((watch) => this.#state.read(watchAddress(watch)) !== sightingKinds.none);
  }

  #sighting(watch: number): CodeSighting | undefined {
    const kind = this.#state.read(watchAddress(watch));
    const row = this.#state.read(watchAddress(watch) + 4);
    if (kind === sightingKinds.none || row < 0) return undefined;
    return kind === sightingKinds.step ? { row, step: this.#state.read(watchAddress(watch) + 8) / this.#compiled.map.stride } : { row };
  }
}

function grown<Numbers extends Int32Array | Uint8Array>(old: Numbers, fresh: Numbers): Numbers {
  fresh.set(old);
  return fresh;
}
