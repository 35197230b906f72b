/**
 * Breadth-first search over generated code. Rows are expanded in the order of their discovery, batch by batch; what is counted and found, and where the
 * search ends, is what a search row by row would count and find (checker/explicit-state/explore.ts): where something ends it inside a batch, the rows behind
 * are taken back.
 */
import type { CompiledSearch } from "./compiled-search.ts";
import { memberWords } from "./member-words.ts";
import { addresses, peakAddress, sightingKinds, watchAddress } from "./model-code.ts";
import { tableWords } from "./probe-code.ts";
import type { SearchEnding, SearchLimits } from "./search-state.ts";
import { SearchState } from "./search-state.ts";
import type { CodeSighting } from "./sighting.ts";
import { isSeen, sightingOfAny } from "./sighting.ts";
import type { Team } from "./together.ts";
import { expandTogether } from "./together.ts";

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
  /** Of a depth-first search: the row that each row was reached from, -1 for initial ones. Its batches are empty, and rows are expanded in no order. */
  readonly parents?: Int32Array;
  /** Rows that each thread has expanded; of one thread, where they did not work together. */
  readonly expandedBy: readonly number[];
  /** Where threads worked together: rows are in no order then. */
  readonly together?: Together;
}

/**
 * `seenAt`: the greatest depth at which something was seen that is not among the sightings, -1 if there is none. `sightings`: all, of rows as the threads have
 * numbered them; each is at the least depth that its watch sees something at. `isUndecided`: threads have come to where the order of a sequential search
 * decides; only what they have seen counts then.
 */
export interface Together {
  readonly seenAt: number;
  readonly sightings: readonly (CodeSighting | undefined)[];
  readonly isUndecided: boolean;
}

/** For each batch: its first row, and how many rows there were before its successors were entered. Both grow. */
export interface Batches {
  readonly from: readonly number[];
  readonly before: readonly number[];
}

const batchesBetweenReports = 32;

/**
 * Searches until everything is seen, or every watch in `wanted` has seen something (`decided`, unless `wanted` is empty), or a limit is met. The memory must
 * be fresh, or zero but for the words that `compileSearch` set. With a team, large levels are expanded by all threads; a search with a greatest depth is not.
 */
export function searchBreadthFirst(compiled: CompiledSearch, wanted: readonly number[], limits: SearchLimits, team?: Team): Search {
  return new BreadthFirst(compiled, wanted, limits, limits.maxDepth === undefined ? team : undefined).search();
}

class BreadthFirst {
  readonly #state: SearchState;
  readonly #compiled: CompiledSearch;
  readonly #wanted: readonly number[];
  readonly #limits: SearchLimits;
  readonly #words: Int32Array;
  readonly #team: Team | undefined;
  readonly #from: number[] = [];
  readonly #before: number[] = [];
  readonly #snapshotOfBatch: { finalStates: number; readonly kinds: Int32Array };
  #initialStates = 0;
  /** What was seen before threads worked together, and how much. */
  #exact: readonly (CodeSighting | undefined)[] | undefined;
  #seen = 0;
  #sightingsOfAll: readonly (CodeSighting | undefined)[] = [];
  #seenTogether = -1;
  #isUndecided = false;

  constructor(compiled: CompiledSearch, wanted: readonly number[], limits: SearchLimits, team: Team | undefined) {
    this.#state = new SearchState(compiled, limits);
    this.#compiled = compiled;
    this.#wanted = wanted;
    this.#limits = limits;
    this.#words = compiled.memory.words;
    this.#team = team;
    this.#snapshotOfBatch = { finalStates: 0, kinds: new Int32Array(compiled.model.watches) };
  }

  search(): Search {
    const ending = this.#enterInitial() ?? this.#expandAll();
    this.#noteSightings();
    if (this.#exact !== undefined && ending.kind === "decided") this.#isUndecided = true;
    const { model, map, threads } = this.#compiled;
    const state = this.#state;
    const ofThreads = (address: number): readonly number[] => Array.from({ length: threads }, (_, thread) => this.#word(thread * map.block + address));
    return {
      compiled: this.#compiled,
      ending,
      states: this.#count,
      transitions: state.transitions,
      initialStates: this.#initialStates,
      finalStates: ofThreads(addresses.finalStates).reduce((sum, one) => sum + (one >>> 0), 0),
      expanded: state.next,
      depth: state.depth + (state.levelEnd < this.#count ? 1 : 0),
      sightings: this.#exact ?? this.#sightings(),
      expandedBy: this.#exact === undefined ? [state.next] : this.#expandedBy(),
      peaks: Array.from({ length: model.peaks }, (_, index) => Math.max(...ofThreads(peakAddress(model.watches, index)))),
      memory: state.memory,
      batches: { from: this.#from, before: this.#before },
      ...(this.#exact === undefined ? {} : { together: { seenAt: this.#seenTogether, sightings: this.#sightingsOfAll, isUndecided: this.#isUndecided } }),
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
      this.#state.makeRoom(map.maxCandidates);
      const done = insert(some.length);
      this.#initialStates = this.#count;
      this.#state.levelEnd = this.#count;
      if (done < some.length) return this.#areAllFound() ? { kind: "decided" } : this.#state.limitEnding();
    }
    return this.#areAllFound() ? { kind: "decided" } : undefined;
  }

  #expandAll(): SearchEnding {
    const { expand, map } = this.#compiled;
    const maxDepth = this.#limits.maxDepth ?? Number.POSITIVE_INFINITY;
    let wasCutByDepth = false;
    const state = this.#state;
    for (let batch = 0; state.next < this.#count; batch += 1) {
      if (state.next === state.levelEnd) {
        this.#noteSightings();
        state.depth += 1;
        state.levelEnd = this.#count;
      }
      if (this.#team !== undefined && this.#isForTeam(this.#team)) {
        const stop = this.#expandTogether(this.#team);
        if (stop !== undefined) return stop;
        continue;
      }
      if (!state.makeRoom(map.maxCandidates)) return state.memoryEnding();
      if (batch % batchesBetweenReports === 0) this.#limits.onProgress?.(state.progress());
      const reason = this.#limits.shouldStop?.();
      if (reason !== undefined) return { kind: "interrupted", reason };
      const before = this.#snapshot();
      const [from, to] = [state.next, expand(state.next, state.levelEnd)];
      const gaveUp = this.#word(addresses.gaveUp);
      if (gaveUp !== 0) return { kind: "gave-up", reason: gaveUp };
      if (state.depth >= maxDepth) {
        wasCutByDepth ||= this.#endOf(from, to - 1) > 0;
        const stop = this.#settleWithoutSteps(from, to, before);
        if (stop !== undefined) return stop;
      } else {
        const stop = this.#settle(from, to, before);
        if (stop !== undefined) return stop;
        // What other threads have seen is not in the words of this one.
        if (this.#exact !== undefined && this.#isDecidedTogether()) return { kind: "decided" };
      }
    }
    return wasCutByDepth ? { kind: "depth", limit: maxDepth } : { kind: "complete" };
  }

  /** Whether the rest of the level is expanded by all threads: where it is large, and they are there. */
  #isForTeam({ teamwork, start, isThere }: Team): boolean {
    const { next, levelEnd, count } = this.#state;
    if (2 * count >= teamwork.leastStates) start();
    return count >= teamwork.leastStates && levelEnd - next >= teamwork.leastRows && isThere();
  }

  #expandTogether(team: Team): SearchEnding | undefined {
    const state = this.#state;
    if (this.#exact === undefined) this.#sightingsOfAll = this.#exact = this.#sightings();
    while (state.next < state.levelEnd) {
      this.#from.push(state.next);
      this.#before.push(state.count);
      const result = expandTogether(state, team);
      this.#noteSightings();
      if (typeof result !== "string" && result.kind === "gave-up") return result;
      if (this.#isDecidedTogether() || result === "retry") {
        this.#isUndecided = true;
        return { kind: "decided" };
      }
      if (result !== "done") return result;
    }
    if (state.count <= this.#limits.maxStates) return undefined;
    this.#isUndecided = true;
    return { kind: "decided" };
  }

  /** Whether the threads have together seen everything that decides. */
  #isDecidedTogether(): boolean {
    return this.#wanted.length > 0 && this.#wanted.every((watch) => isSeen(this.#state, watch));
  }

  /** Of each thread; what was expanded before they worked together, the first one has. */
  #expandedBy(): readonly number[] {
    const { map, threads } = this.#compiled;
    const others = Array.from({ length: threads - 1 }, (_, index) => this.#word((index + 1) * map.block + memberWords.expanded) >>> 0);
    return [
      Math.max(
        0,
        others.reduce((rest, one) => rest - one, this.#state.next),
      ),
      ...others,
    ];
  }

  /** Once threads have worked together: whether something new was seen in the level that is expanded. */
  #noteSightings(): void {
    if (this.#exact === undefined) return;
    this.#sightingsOfAll = this.#sightingsOfAll.map((known, watch) => known ?? sightingOfAny(this.#state, watch));
    const seen = this.#exact.filter((_, watch) => isSeen(this.#state, watch)).length;
    if (seen > this.#seen) this.#seenTogether = this.#state.depth;
    this.#seen = seen;
  }

  #sightings(): readonly (CodeSighting | undefined)[] {
    const sightings = Array.from({ length: this.#compiled.model.watches }, (_, watch) => this.#sighting(watch));
    this.#seen = sightings.filter((one) => one !== undefined).length;
    return sightings;
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
      this.#state.transitions += amount;
      this.#state.next = to;
      return undefined;
    }
    const end = this.#endOf(from, last);
    this.#state.transitions += end;
    this.#state.next = last + 1;
    const { map } = this.#compiled;
    const fresh = this.#words.subarray(map.fresh >> 2, (map.fresh >> 2) + this.#word(tableWords.fresh));
    this.#words[tableWords.count >> 2] = countBefore + fresh.filter((candidate) => candidate < end).length;
    this.#takeBack(from, to, last, before);
    if (rowOfDecision <= rowOfExcess) return { kind: "decided" };
    if (this.#exact !== undefined) this.#isUndecided = true;
    return this.#state.limitEnding();
  }

  /** At the greatest depth: states are judged, their steps are not followed. */
  #settleWithoutSteps(from: number, to: number, before: Snapshot): SearchEnding | undefined {
    for (const [watch, kind] of before.kinds.entries())
      if (kind === sightingKinds.none && this.#word(watchAddress(watch)) === sightingKinds.step) this.#words[watchAddress(watch) >> 2] = sightingKinds.none;
    const last = this.#rowOfDecision(from, to, this.#count);
    this.#state.next = Math.min(to, last + 1);
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
    const parent = this.#parentOf(from, this.#state.next, place);
    return { row: parent, step: place - (parent === from ? 0 : this.#endOf(from, parent - 1)) };
  }

  /** What the words say before a batch; it is written over by the next one. */
  #snapshot(): Snapshot {
    const { kinds } = this.#snapshotOfBatch;
    for (let watch = 0; watch < kinds.length; watch += 1) kinds[watch] = this.#word(watchAddress(watch));
    this.#snapshotOfBatch.finalStates = this.#word(addresses.finalStates);
    return this.#snapshotOfBatch;
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
    return this.#state.count;
  }

  #rowWord(watch: number): number {
    return this.#word(watchAddress(watch) + 4);
  }

  #word(address: number): number {
    return this.#state.read(address);
  }
}

interface Snapshot {
  readonly finalStates: number;
  readonly kinds: Int32Array;
}
