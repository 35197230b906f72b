/** Numbers for what rows have at some of their bits: rows that agree there have one number. A hash table without an object for each entry. */

/** So many entries at the start; a power of two. */
const firstSlots = 64;

export class MaskedRows {
  /** The words of a row that have wanted bits, and the bits. */
  readonly #places: readonly number[];
  readonly #masks: readonly number[];
  /** One more than a number; 0 is free. */
  #slots = new Int32Array(firstSlots);
  /** The wanted bits of each number, one behind the other. */
  #kept: Int32Array;
  #size = 0;

  /** `mask` has a word for each of a row's. */
  constructor(mask: ArrayLike<number>) {
    const words = Array.from(mask, (bits, place) => ({ bits, place })).filter(({ bits }) => bits !== 0);
    this.#places = words.map(({ place }) => place);
    this.#masks = words.map(({ bits }) => bits);
    this.#kept = new Int32Array(firstSlots * words.length);
  }

  /** How many numbers were given: 0 to `size` - 1. */
  get size(): number {
    return this.#size;
  }

  /** The number of the row whose words begin at `at`; a new one where no row before agreed with it. Expected constant in the number of rows. */
  numberOf(words: Int32Array, at: number): number {
    const slots = this.#slots;
    for (let slot = this.#hash(words, at) & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const number = (slots[slot] ?? 0) - 1;
      if (number < 0) return this.#enter(words, at, slot);
      if (this.#isKept(words, at, number)) return number;
    }
  }

  #hash(words: Int32Array, at: number): number {
    let hash = 0;
    for (let k = 0; k < this.#places.length; k += 1) {
      hash = Math.imul(hash ^ ((words[at + (this.#places[k] ?? 0)] ?? 0) & (this.#masks[k] ?? 0)), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return Math.imul(hash, 0x85ebca6b) >>> 7;
  }

  #isKept(words: Int32Array, at: number, number: number): boolean {
    const from = number * this.#places.length;
    for (let k = 0; k < this.#places.length; k += 1)
      if (this.#kept[from + k] !== ((words[at + (this.#places[k] ?? 0)] ?? 0) & (this.#masks[k] ?? 0))) return false;
    return true;
  }

  #enter(words: Int32Array, at: number, slot: number): number {
    const [number, width] = [this.#size, this.#places.length];
    this.#size += 1;
    if (number * width === this.#kept.length) {
      const larger = new Int32Array(2 * this.#kept.length);
      larger.set(this.#kept);
      this.#kept = larger;
    }
    for (let k = 0; k < width; k += 1) this.#kept[number * width + k] = (words[at + (this.#places[k] ?? 0)] ?? 0) & (this.#masks[k] ?? 0);
    this.#slots[slot] = number + 1;
    if (2 * this.#size > this.#slots.length) this.#grow();
    return number;
  }

  #grow(): void {
    const [slots, width] = [new Int32Array(2 * this.#slots.length), this.#places.length];
    const all = Int32Array.from(this.#masks, () => 0);
    for (let number = 0; number < this.#size; number += 1) {
      all.set(this.#kept.subarray(number * width, (number + 1) * width));
      let slot = this.#hashOfKept(all) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }

  /** As `#hash`, of the wanted bits alone. */
  #hashOfKept(kept: Int32Array): number {
    let hash = 0;
    for (const bits of kept) {
      hash = Math.imul(hash ^ bits, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return Math.imul(hash, 0x85ebca6b) >>> 7;
  }
}
