/** A partition of states into numbered blocks that are split: the states of a block stand together in one array, as in Hopcroft's algorithm for minimal automata (1971). */
import { at } from "../graph/index.ts";

export interface Part {
  readonly key: string;
  readonly states: readonly number[];
}

export class Blocks {
  /** The block of each state. */
  readonly of: Int32Array;
  readonly #elements: Int32Array;
  readonly #positions: Int32Array;
  readonly #first: number[] = [0];
  readonly #size: number[];
  /** The round in which each block was split off, and from which block. */
  readonly born: number[] = [0];
  readonly parents: number[] = [-1];

  constructor(states: number) {
    this.of = new Int32Array(states);
    this.#elements = Int32Array.from({ length: states }, (_, state) => state);
    this.#positions = this.#elements.slice();
    this.#size = [states];
  }

  get count(): number {
    return this.#size.length;
  }

  /** Brings `states` of one block to its front; returns some state that is not one of them. Linear in `states`. */
  bringForward(block: number, states: readonly number[]): number | undefined {
    const first = this.#firstOf(block);
    states.forEach((state, index) => {
      this.#place(state, first + index);
    });
    return states.length < this.sizeOf(block) ? at(this.#elements, first + states.length) : undefined;
  }

  sizeOf(block: number): number {
    return this.#size[block] ?? 0;
  }

  /**
   * Splits a block whose first states, as `bringForward` left them, fall into `parts`; what is behind them belongs to the part with the key `rest`, which
   * need not be listed. The largest part keeps the number. Returns the states that are in new blocks. Linear in what is listed or moved.
   */
  split(block: number, parts: readonly Part[], rest: string | undefined, round: number): readonly number[] {
    const first = this.#firstOf(block);
    const listed = parts.reduce((sum, { states }) => sum + states.length, 0);
    const behind = this.sizeOf(block) - listed;
    const last = parts.find(({ key }) => key === rest);
    const ranges: { start: number; size: number }[] = [];
    let next = first;
    for (const part of parts) {
      if (part === last) continue;
      ranges.push({ start: next, size: part.states.length });
      for (const state of part.states) this.#place(state, next++);
    }
    // What belongs to the part behind is where it has to be once the others are in front of it.
    if (last !== undefined || behind > 0) ranges.push({ start: next, size: first + this.sizeOf(block) - next });
    let staying = 0;
    ranges.forEach(({ size }, index) => {
      if (size > (ranges[staying]?.size ?? 0)) staying = index;
    });
    const moved: number[] = [];
    ranges.forEach(({ start, size }, index) => {
      const number = index === staying ? block : this.count;
      if (number !== block) {
        this.born.push(round);
        this.parents.push(block);
      }
      this.#first[number] = start;
      this.#size[number] = size;
      if (number === block) return;
      for (let place = start; place < start + size; place += 1) {
        const state = at(this.#elements, place);
        this.of[state] = number;
        moved.push(state);
      }
    });
    return moved;
  }

  #firstOf(block: number): number {
    return this.#first[block] ?? 0;
  }

  #place(state: number, place: number): void {
    const [from, other] = [at(this.#positions, state), at(this.#elements, place)];
    this.#elements[from] = other;
    this.#positions[other] = from;
    this.#elements[place] = state;
    this.#positions[state] = place;
  }
}
