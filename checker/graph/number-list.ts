/** A list of 32-bit numbers that grows: how graphs with millions of edges are collected without an object for each. */
export class NumberList {
  #numbers: Int32Array = new Int32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Appends a number; constant amortised. */
  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Int32Array(2 * this.#length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length] = number;
    this.#length += 1;
  }

  /** The number at a place below `length`. */
  get(index: number): number {
    const number = this.#numbers[index];
    if (number === undefined || index >= this.#length) throw new Error(`there is no element ${String(index)}`);
    return number;
  }

  /** A copy of what was appended so far. */
  toArray(): Int32Array {
    return this.#numbers.slice(0, this.#length);
  }
}
