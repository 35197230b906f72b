/**
 * Interned sets of small whole numbers in typed arrays: each distinct set gets a number, in the order of arrival. Made for millions of sets of a few
 * members: the members lie one after the other, and an open-addressing table holds numbers and hashes side by side.
 */
/** What a table may grow to. */
export interface SubsetLimits {
  readonly sets: number;
  /** Members of all sets together. */
  readonly members: number;
}

/** Why a set was not taken in. */
export type SubsetLimit = "sets" | "members";

type Members = Uint16Array | Int32Array;

/** Below this size arrays double; then they take their full size at once, of which the system commits only what is touched. */
const stepwise = 1 << 20;

export class SubsetTable {
  readonly #limits: SubsetLimits;
  readonly #wide: boolean;
  #members: Members;
  #offsets: Int32Array = new Int32Array(1024);
  /** Slot i: the number of a set plus 1 at 2i, its hash at 2i + 1. */
  #slots: Int32Array = new Int32Array(2048);
  #count = 0;

  /** Members are below `universe`. */
  constructor(universe: number, limits: SubsetLimits) {
    this.#limits = limits;
    this.#wide = universe > 65_536;
    this.#members = this.#newMembers(4096);
  }

  get count(): number {
    return this.#count;
  }

  /** The members of a set lie at `offset(number)` to `offset(number + 1) - 1`. The array is replaced as the table grows: ask again after `add`. */
  get members(): Members {
    return this.#members;
  }

  offset(number: number): number {
    return this.#offsets[number] as number;
  }

  /** The number of the set whose `length` members stand sorted, without repetition, at the start of `buffer`; -1 if a limit is met (`limitMet`). */
  add(buffer: Int32Array, length: number): number {
    let hash = length;
    for (let index = 0; index < length; index++) hash = Math.imul(hash ^ (buffer[index] as number), 0x9e3779b1) ^ (hash >>> 15);
    hash ^= hash >>> 16;
    const slots = this.#slots;
    const mask = (slots.length >>> 1) - 1;
    let slot = hash & mask;
    for (;;) {
      const number = slots[2 * slot] as number;
      if (number === 0) break;
      if (slots[2 * slot + 1] === hash && this.#equals(number - 1, buffer, length)) return number - 1;
      slot = (slot + 1) & mask;
    }
    return this.#insert(slot, hash, buffer, length);
  }

  /** Which limit the next set would break, if any. */
  limitMet(): SubsetLimit | undefined {
    if (this.#count >= this.#limits.sets) return "sets";
    return this.offset(this.#count) >= this.#limits.members ? "members" : undefined;
  }

  #equals(number: number, buffer: Int32Array, length: number): boolean {
    const start = this.#offsets[number] as number;
    if ((this.#offsets[number + 1] as number) - start !== length) return false;
    const members = this.#members;
    for (let index = 0; index < length; index++) if (members[start + index] !== buffer[index]) return false;
    return true;
  }

  #insert(slot: number, hash: number, buffer: Int32Array, length: number): number {
    if (this.limitMet() !== undefined) return -1;
    const number = this.#count++;
    const start = this.#offsets[number] as number;
    if (start + length > this.#members.length) this.#growMembers(start + length);
    if (number + 2 > this.#offsets.length) this.#offsets = grown(this.#offsets, new Int32Array(nextSize(this.#offsets.length, this.#limits.sets + 2)));
    const members = this.#members;
    for (let index = 0; index < length; index++) members[start + index] = buffer[index] as number;
    this.#offsets[number + 1] = start + length;
    this.#slots[2 * slot] = number + 1;
    this.#slots[2 * slot + 1] = hash;
    if (this.#count * 4 > this.#slots.length) this.#rehash();
    return number;
  }

  #rehash(): void {
    const [old, slots] = [this.#slots, new Int32Array(this.#slots.length * 4)];
    const mask = (slots.length >>> 1) - 1;
    for (let from = 0; from < old.length; from += 2) {
      const number = old[from] as number;
      if (number === 0) continue;
      const hash = old[from + 1] as number;
      let slot = hash & mask;
      while (slots[2 * slot] !== 0) slot = (slot + 1) & mask;
      slots[2 * slot] = number;
      slots[2 * slot + 1] = hash;
    }
    this.#slots = slots;
  }

  #growMembers(least: number): void {
    const size = Math.max(least, nextSize(this.#members.length, this.#limits.members + least - (this.#offsets[this.#count - 1] as number)));
    const larger = this.#newMembers(size);
    larger.set(this.#members);
    this.#members = larger;
  }

  #newMembers(size: number): Members {
    return this.#wide ? new Int32Array(size) : new Uint16Array(size);
  }
}

function nextSize(size: number, most: number): number {
  return size < stepwise ? Math.min(2 * size, most) : most;
}

function grown(from: Int32Array, to: Int32Array): Int32Array {
  to.set(from);
  return to;
}
