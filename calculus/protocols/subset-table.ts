/**
 * Interned sets of small whole numbers in typed arrays: each distinct set gets a number, in the order of arrival. Made for millions of sets of a few
 * members: the members lie one after the other, and an open-addressing table holds the numbers.
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

/** A slot holds the number of a set in its lower bits and a tag of the hash above them, so that most other sets are told apart without a look at them. */
const numberMask = 0x7fffff;
const tagMask = ~numberMask;
const mostSets = numberMask - 1;

function mixed(hash: number, member: number): number {
  const product = Math.imul(hash ^ member, 0x9e3779b1);
  return product ^ (product >>> 15);
}

/** Below this size arrays double; then they take their full size at once, of which the system commits only what is touched. */
const stepwise = 1 << 20;

export class SubsetTable {
  readonly #limits: SubsetLimits;
  readonly #wide: boolean;
  #members: Members;
  #offsets: Int32Array = new Int32Array(1024);
  /** The number of a set plus 1, and above it some bits of its hash; 0 is free. */
  #slots: Int32Array = new Int32Array(2048);
  #count = 0;

  /** Members are below `universe`. */
  constructor(universe: number, limits: SubsetLimits) {
    this.#limits = { ...limits, sets: Math.min(limits.sets, mostSets) };
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
    for (let index = 0; index < length; index++) hash = mixed(hash, buffer[index] as number);
    hash ^= hash >>> 15;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const entry = slots[slot] as number;
      if (entry === 0) break;
      if (((entry ^ hash) & tagMask) === 0 && this.#equals((entry & numberMask) - 1, buffer, length)) return (entry & numberMask) - 1;
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
    this.#slots[slot] = (hash & tagMask) | (number + 1);
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length < stepwise ? this.#slots.length * 4 : slotsFor(this.#limits.sets));
    const mask = slots.length - 1;
    const members = this.#members;
    const offsets = this.#offsets;
    for (let number = 0; number < this.#count; number++) {
      const start = offsets[number] as number;
      const end = offsets[number + 1] as number;
      let hash = end - start;
      for (let index = start; index < end; index++) hash = mixed(hash, members[index] as number);
      hash ^= hash >>> 15;
      let slot = hash & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = (hash & tagMask) | (number + 1);
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

/** Twice the number of sets, as a power of two. */
function slotsFor(sets: number): number {
  return 2 ** Math.ceil(Math.log2(2 * sets + 2));
}

function nextSize(size: number, most: number): number {
  return size < stepwise ? Math.min(2 * size, most) : most;
}

function grown(from: Int32Array, to: Int32Array): Int32Array {
  to.set(from);
  return to;
}
