/**
 * Breadth-first search over generated code. Rows are expanded in the order of their discovery, batch by batch; what is counted and found, and where the
 * search ends, is what a search row by row would count and find (checker/explicit-state/explore.ts): where something ends it inside a batch, the rows behind
 * are taken back.
 */
import type { Ending, ExplorationLimits } from "../../explicit-state/explore.ts";
import type { CompiledSearch } from "./compiled-search.ts";
import { bytesInUse, capacityOfTable, leastTableBits } from "./memory-map.ts";
import { addresses, peakAddress, sightingKinds, watchAddress } from "./model-code.ts";
import { tableWords } from "./table-code.ts";

/** What was seen first: a state as such (`step` absent), or the step with this place among the successors of a state. Rows are numbers of states. */
export interface CodeSighting {
  readonly row: number;
  readonly step?: number;
}

export interface Progress {
  readonly states: number;
  readonly transitions: number;
  /** Of the states that are expanded now, in steps. */
  readonly depth: number;
  /** States that wait to be expanded. */
  readonly frontier: number;
  /** Bytes that rows, table and buffers take. */
  readonly memory: number;
}

export interface SearchLimits extends ExplorationLimits {
  /** Told now and then. */
  readonly onProgress?: (progress: Progress) => void;
}

/** `gave-up`: the model met a value that has no place in its rows, for the reason with this number. */
export type SearchEnding = Ending | { readonly kind: "gave-up"; readonly reason: number };

/** What a search found. States are rows 0 … `states` - 1, in the order of their discovery. */
export interface Search {
  readonly compiled: CompiledSearch;
  readonly ending: SearchEnding;
  readonly states: number;
  readonly transitions: number;
  readonly initialStates: number;
  readonly finalStates: number;
  /** Rows that were expanded: the first ones. */
  readonly expanded: number;
  /** Steps from an initial state to the farthest state. */
  readonly depth: number;
  readonly sightings: readonly (CodeSighting | undefined)[];
  readonly peaks: readonly number[];
  readonly memory: number;
  readonly batches: Batches;
}

/** For each batch: its first row, and how many rows there were before its successors were entered. Both grow. */
export interface Batches {
  readonly from: readonly number[];
  readonly before: readonly number[];
}

const batchesBetweenReports = 32;
const rowsOfRefill = 65_536;
/** Tables smaller than this grow fourfold. */
const smallTableBits = 20;

/**
 * Searches until everything is seen, or every watch in `wanted` has seen something (`decided`, unless `wanted` is empty), or a limit is met. The memory must
 * be fresh, or zero but for the words that `compileSearch` set.
 */
export function searchBreadthFirst(compiled: CompiledSearch, wanted: readonly number[], limits: SearchLimits): Search {
  return new BreadthFirst(compiled, wanted, limits).search();
}

class BreadthFirst {
  readonly #compiled: CompiledSearch;
  readonly #wanted: readonly number[];
  readonly #limits: SearchLimits;
  readonly #words: Int32Array;
  readonly #from: number[] = [];
  readonly #before: number[] = [];
  #bits = leastTableBits;
  #transitions = 0;
  #initialStates = 0;
  #depth = 0;
  /** The next row to expand, and the first one of the next level. */
  #next = 0;
  #levelEnd = 0;

  constructor(compiled: CompiledSearch, wanted: readonly number[], limits: SearchLimits) {
    this.#compiled = compiled;
    this.#wanted = wanted;
    this.#limits = limits;
    this.#words = compiled.memory.words;
    this.#words[tableWords.limit >> 2] = Math.min(limits.maxStates, compiled.map.maxRows);
  }

  search(): Search {
    const ending = this.#enterInitial() ?? this.#expandAll();
    const { map, model } = this.#compiled;
    return {
      compiled: this.#compiled,
      ending,
      states: this.#count,
      transitions: this.#transitions,
      initialStates: this.#initialStates,
      finalStates: this.#word(addresses.finalStates) >>> 0,
      expanded: this.#next,
      depth: this.#depth + (this.#levelEnd < this.#count ? 1 : 0),
      sightings: Array.from({ length: model.watches }, (_, watch) => this.#sighting(watch)),
      peaks: Array.from({ length: model.peaks }, (_, index) => this.#word(peakAddress(model.watches, index))),
      memory: bytesInUse(map, this.#count, this.#bits),
      batches: { from: this.#from, before: this.#before },
    };
  }

  #enterInitial(): SearchEnding | undefined {
    const { model, map, insert } = this.#compiled;
    const { initial, words } = model;
    for (let at = 0; at < initial.length; at += map.maxCandidates) {
      const some = initial.slice(at, at + map.maxCandidates);
      some.forEach((row, k) => {
        this.#words.set(row, (map.candidates >> 2) + k * words);
      });
      this.#makeRoom();
      const done = insert(some.length);
      this.#initialStates = this.#count;
      this.#levelEnd = this.#count;
      if (done < some.length) return this.#areAllFound() ? { kind: "decided" } : this.#limitEnding();
    }
    return this.#areAllFound() ? { kind: "decided" } : undefined;
  }

  #expandAll(): SearchEnding {
    const { expand, map } = this.#compiled;
    const maxDepth = this.#limits.maxDepth ?? Number.POSITIVE_INFINITY;
    let wasCutByDepth = false;
    for (let batch = 0; this.#next < this.#count; batch += 1) {
      if (this.#next === this.#levelEnd) {
        this.#depth += 1;
        this.#levelEnd = this.#count;
      }
      if (!this.#makeRoom()) return this.#memoryEnding();
      if (bytesInUse(map, this.#count, this.#bits) > this.#limits.memory) return this.#memoryEnding();
      if (batch % batchesBetweenReports === 0) this.#limits.onProgress?.(this.#progress());
      const reason = this.#limits.shouldStop?.();
      if (reason !== undefined) return { kind: "interrupted", reason };
      const before = this.#snapshot();
      const [from, to] = [this.#next, expand(this.#next, this.#levelEnd)];
      const gaveUp = this.#word(addresses.gaveUp);
      if (gaveUp !== 0) return { kind: "gave-up", reason: gaveUp };
      if (this.#depth >= maxDepth) {
        wasCutByDepth ||= this.#endOf(from, to - 1) > 0;
        const stop = this.#settleWithoutSteps(from, to, before);
        if (stop !== undefined) return stop;
      } else {
        const stop = this.#settle(from, to, before);
        if (stop !== undefined) return stop;
      }
    }
    return wasCutByDepth ? { kind: "depth", limit: maxDepth } : { kind: "complete" };
  }

  /** The successors of the rows from `from` to before `to` are in the batch: enters them, unless something ends the search among them. */
  #settle(from: number, to: number, before: Snapshot): SearchEnding | undefined {
    const countBefore = this.#count;
    this.#from.push(from);
    this.#before.push(countBefore);
    const amount = this.#endOf(from, to - 1);
    const done = this.#compiled.insert(amount);
    const isFull = done < amount;
    const rowOfExcess = isFull ? this.#parentOf(from, to, done) : Number.POSITIVE_INFINITY;
    if (isFull) this.#lookAtExcess(done, this.#endOf(from, rowOfExcess));
    const rowOfDecision = this.#rowOfDecision(from, to, countBefore);
    const last = Math.min(rowOfExcess, rowOfDecision);
    if (last === Number.POSITIVE_INFINITY) {
      this.#transitions += amount;
      this.#next = to;
      return undefined;
    }
    const end = this.#endOf(from, last);
    this.#transitions += end;
    this.#next = last + 1;
    const { map } = this.#compiled;
    const fresh = this.#words.subarray(map.fresh >> 2, (map.fresh >> 2) + this.#word(tableWords.fresh));
    this.#words[tableWords.count >> 2] = countBefore + fresh.filter((candidate) => candidate < end).length;
    this.#takeBack(from, to, last, before);
    return rowOfDecision <= rowOfExcess ? { kind: "decided" } : this.#limitEnding();
  }

  /** At the greatest depth: states are judged, their steps are not followed. */
  #settleWithoutSteps(from: number, to: number, before: Snapshot): SearchEnding | undefined {
    for (const [watch, kind] of before.kinds.entries())
      if (kind === sightingKinds.none && this.#word(watchAddress(watch)) === sightingKinds.step) this.#words[watchAddress(watch) >> 2] = sightingKinds.none;
    const last = this.#rowOfDecision(from, to, this.#count);
    this.#next = Math.min(to, last + 1);
    if (last === Number.POSITIVE_INFINITY) return undefined;
    const kinds = before.kinds.map((_, watch) => this.#word(watchAddress(watch)));
    this.#takeBack(from, to, last, before);
    // Expanding again has seen the steps again.
    kinds.forEach((kind, watch) => {
      if (kind === sightingKinds.none) this.#words[watchAddress(watch) >> 2] = kind;
    });
    return { kind: "decided" };
  }

  /** Only the rows up to `last` count: what was counted and seen behind is forgotten, by expanding those again. */
  #takeBack(from: number, to: number, last: number, before: Snapshot): void {
    this.#words[addresses.finalStates >> 2] = before.finalStates;
    for (const [watch, kind] of before.kinds.entries()) {
      const at = watchAddress(watch) >> 2;
      const isEntered = this.#words[at] === sightingKinds.entered;
      const row = isEntered ? this.#parentOf(from, to, this.#word(watchAddress(watch) + 8)) : this.#rowWord(watch);
      if (kind === sightingKinds.none && row > last) this.#words[at] = sightingKinds.none;
    }
    this.#compiled.expand(from, last + 1);
  }

  /** The states that the set has no room for are looked at, as they would be if they were entered: those among the candidates from `done` to before `end`. */
  #lookAtExcess(done: number, end: number): void {
    const { locate, enter, map } = this.#compiled;
    if (enter === undefined) return;
    locate(end);
    for (let k = done; k < end; k += 1) {
      if (this.#words[(map.open >> 2) + k] !== -1) continue;
      this.#words[addresses.currentRow >> 2] = -1;
      this.#words[addresses.currentCandidate >> 2] = k;
      enter(map.candidates + k * map.stride);
    }
  }

  /** The row with whose expansion the last of the wanted watches has seen something; infinite if some has not. */
  #rowOfDecision(from: number, to: number, countBefore: number): number {
    if (!this.#areAllFound()) return Number.POSITIVE_INFINITY;
    const rows = this.#wanted.map((watch) => {
      const row = this.#rowWord(watch);
      if (this.#word(watchAddress(watch)) !== sightingKinds.entered) return row;
      return row >= 0 && row < countBefore ? -1 : this.#parentOf(from, to, this.#word(watchAddress(watch) + 8));
    });
    return Math.max(from, ...rows);
  }

  #areAllFound(): boolean {
    return this.#wanted.length > 0 && this.#wanted.every((watch) => this.#word(watchAddress(watch)) !== sightingKinds.none);
  }

  #sighting(watch: number): CodeSighting | undefined {
    const [kind, row, place] = [this.#word(watchAddress(watch)), this.#rowWord(watch), this.#word(watchAddress(watch) + 8)];
    if (kind === sightingKinds.none) return undefined;
    if (kind === sightingKinds.step) return { row, step: place / this.#compiled.map.stride };
    if (kind === sightingKinds.state || row >= 0) return { row };
    // A state beyond the limit is the target of a step of the last row; the successors of that row's batch are still there.
    const from = this.#from.at(-1) ?? 0;
    const parent = this.#parentOf(from, this.#next, place);
    return { row: parent, step: place - (parent === from ? 0 : this.#endOf(from, parent - 1)) };
  }

  /** Before a batch: grows the table until there is room for one more; false if the limit does not allow that. */
  #makeRoom(): boolean {
    const { map, refill, memory } = this.#compiled;
    const needed = Math.min(this.#count + map.maxCandidates, map.maxRows);
    if (needed <= capacityOfTable(this.#bits)) return true;
    const old = this.#bits;
    let bits = old;
    while (bits < map.maxTableBits && needed > capacityOfTable(bits)) bits = Math.min(map.maxTableBits, bits + (bits < smallTableBits ? 2 : 1));
    while (bits > old + 1 && bytesInUse(map, this.#count, bits) > this.#limits.memory && needed <= capacityOfTable(bits - 1)) bits -= 1;
    if (bytesInUse(map, this.#count, bits) > this.#limits.memory) return false;
    memory.words.fill(0, map.table >> 2, (map.table >> 2) + 2 ** old);
    this.#bits = bits;
    this.#words[tableWords.mask >> 2] = 2 ** bits - 1;
    for (let row = 0; row < this.#count; row += rowsOfRefill) refill(row, Math.min(row + rowsOfRefill, this.#count));
    return true;
  }

  #snapshot(): Snapshot {
    const kinds = Array.from({ length: this.#compiled.model.watches }, (_, watch) => this.#word(watchAddress(watch)));
    return { finalStates: this.#word(addresses.finalStates), kinds };
  }

  #progress(): Progress {
    return {
      states: this.#count,
      transitions: this.#transitions,
      depth: this.#depth,
      frontier: this.#count - this.#next,
      memory: bytesInUse(this.#compiled.map, this.#count, this.#bits),
    };
  }

  #limitEnding(): SearchEnding {
    if (this.#limits.maxStates > this.#compiled.map.maxRows) return this.#memoryEnding();
    return { kind: "limit", reason: `the limit of ${String(this.#limits.maxStates)} states was reached` };
  }

  #memoryEnding(): SearchEnding {
    return { kind: "limit", reason: `the memory limit of ${String(this.#limits.memory)} bytes was reached` };
  }

  /** How many candidates of the batch that began with row `from` are successors of the rows up to `row`. */
  #endOf(from: number, row: number): number {
    const { map } = this.#compiled;
    return row < from ? 0 : ((this.#words[(map.ends >> 2) + row - from] ?? 0) - map.candidates) / map.stride;
  }

  /** The row, from `from` to before `to`, that the candidate is a successor of. */
  #parentOf(from: number, to: number, candidate: number): number {
    let row = from;
    while (row < to - 1 && this.#endOf(from, row) <= candidate) row += 1;
    return row;
  }

  get #count(): number {
    return this.#word(tableWords.count);
  }

  #rowWord(watch: number): number {
    return this.#word(watchAddress(watch) + 4);
  }

  #word(address: number): number {
    return this.#words[address >> 2] ?? 0;
  }
}

interface Snapshot {
  readonly finalStates: number;
  readonly kinds: readonly number[];
}
