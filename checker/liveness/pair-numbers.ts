/** Numbers for pairs of whole numbers, in the order in which they come: a hash table without an object for each pair, for graphs with millions of them. */

/** So many entries at the start; a power of two. */
const firstSlots = 1_024;

export class PairNumbers {
  /** One more than a number; 0 is free. */
  #slots = new Int32Array(firstSlots);
  /** The pair of each number. */
  #pairs = new Int32Array(firstSlots);
  #size = 0;

  /** How many pairs were numbered: 0 to `size` - 1. */
  get size(): number {
    return this.#size;
  }

  /** The number of a pair; `size` as it was before for a new one. Expected constant. */
  numberOf(first: number, second: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(first, second) & mask;
    for (let number = (this.#slots[slot] ?? 0) - 1; number >= 0; number = (this.#slots[slot] ?? 0) - 1) {
      if (this.#pairs[2 * number] === first && this.#pairs[2 * number + 1] === second) return number;
      slot = (slot + 1) & mask;
    }
    if (2 * this.#size === this.#pairs.length) this.#pairs = enlarged(this.#pairs);
    this.#pairs[2 * this.#size] = first;
    this.#pairs[2 * this.#size + 1] = second;
    this.#size += 1;
    this.#slots[slot] = this.#size;
    if (2 * this.#size > this.#slots.length) this.#enter();
    return this.#size - 1;
  }

  /** The pair with this number. */
  pairOf(number: number): readonly [number, number] {
    const [first, second] = [this.#pairs[2 * number], this.#pairs[2 * number + 1]];
    if (number >= this.#size || first === undefined || second === undefined) throw new Error(`there is no pair ${String(number)}`);
    return [first, second];
  }

  /** Enters all pairs into a table of twice the size. */
  #enter(): void {
    const slots = new Int32Array(2 * this.#slots.length);
    for (let number = 0; number < this.#size; number += 1) {
      let slot = hash(this.#pairs[2 * number] ?? 0, this.#pairs[2 * number + 1] ?? 0) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

function hash(first: number, second: number): number {
  const mixed = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function enlarged(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}
