/** Where a breadth-first search is: rows, levels and table in the memory of its code. */
import type { Ending, ExplorationLimits } from "../../explicit-state/explore.ts";
import { limitOfMemory } from "../../explicit-state/limit-reasons.ts";
import type { CompiledSearch } from "./compiled-search.ts";
import { bytesInUse, bytesPerEntry, capacityOfTable, leastTableBits } from "./memory-map.ts";
import { tableWords } from "./probe-code.ts";

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

/** Tables smaller than this grow fourfold, and those that are small beside their rows. */
const smallTableBits = 20;
const shareOfRows = 0.5;
const rowsOfRefill = 65_536;

export class SearchState {
  readonly compiled: CompiledSearch;
  readonly limits: SearchLimits;
  transitions = 0;
  /** In steps, of the level that is expanded. */
  depth = 0;
  /** The next row to expand, and the first one of the next level. */
  next = 0;
  levelEnd = 0;
  readonly #words: Int32Array;
  #bits = leastTableBits;

  constructor(compiled: CompiledSearch, limits: SearchLimits) {
    this.compiled = compiled;
    this.limits = limits;
    this.#words = compiled.memory.words;
    this.write(tableWords.limit, Math.min(limits.maxStates, compiled.map.maxRows));
  }

  /** The word at an address. */
  read(address: number): number {
    return this.#words[address >>> 2] ?? 0;
  }

  write(address: number, value: number): void {
    this.#words[address >>> 2] = value;
  }

  /** Rows in the set. */
  get count(): number {
    return this.read(tableWords.count);
  }

  get memory(): number {
    return bytesInUse(this.compiled.map, this.count, this.#bits);
  }

  get capacity(): number {
    return capacityOfTable(this.#bits);
  }

  /** Grows the table until there is room for so many more rows; false if the memory limit, or address space, does not allow that. */
  makeRoom(more: number, refill: (rows: number) => void = (rows) => this.#refill(rows)): boolean {
    const { map } = this.compiled;
    const { memory } = this.limits;
    const needed = Math.min(this.count + more, map.maxRows);
    if (needed > this.capacity) {
      const old = this.#bits;
      let bits = old;
      while (bits < map.maxTableBits && needed > capacityOfTable(bits)) bits = Math.min(map.maxTableBits, bits + (this.#isSmall(bits) ? 2 : 1));
      while (bits > old + 1 && bytesInUse(map, this.count, bits) > memory && needed <= capacityOfTable(bits - 1)) bits -= 1;
      if (bytesInUse(map, this.count, bits) > memory) return false;
      this.#words.fill(0, map.table >>> 2, (map.table >>> 2) + 2 ** old);
      this.#bits = bits;
      this.write(tableWords.mask, 2 ** bits - 1);
      refill(this.count);
    }
    return this.memory <= memory;
  }

  progress(): Progress {
    return { states: this.count, transitions: this.transitions, depth: this.depth, frontier: this.count - this.next, memory: this.memory };
  }

  /** The set has no room for one more. */
  limitEnding(): SearchEnding {
    if (this.limits.maxStates > this.compiled.map.maxRows) return this.memoryEnding();
    return { kind: "limit", reason: `the limit of ${String(this.limits.maxStates)} states was reached` };
  }

  memoryEnding(): SearchEnding {
    return { kind: "limit", reason: limitOfMemory(this.limits.memory) };
  }

  #isSmall(bits: number): boolean {
    return bits < smallTableBits || bytesPerEntry * 2 ** (bits + 2) <= shareOfRows * this.compiled.map.stride * this.count;
  }

  #refill(rows: number): void {
    for (let row = 0; row < rows; row += rowsOfRefill) this.compiled.refill(row, Math.min(row + rowsOfRefill, rows));
  }
}
