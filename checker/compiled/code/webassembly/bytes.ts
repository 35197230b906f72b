/** Bytes of a WebAssembly binary: little-endian base 128 numbers, names, vectors (WebAssembly Core Specification 2.0, chapter 5). */

/** Most sequences are short: V8 keeps arrays of up to so many bytes among its objects, and has to ask the system for others. */
const usualLength = 64;

/** A growing sequence of bytes. */
export class Bytes {
  #bytes = new Uint8Array(usualLength);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Appends one byte: most of what is appended. */
  byte(one: number): this {
    if (this.#length === this.#bytes.length) this.#reserve(1);
    this.#bytes[this.#length++] = one;
    return this;
  }

  /** Appends bytes as they are. */
  raw(...bytes: readonly number[]): this {
    this.#reserve(bytes.length);
    for (const one of bytes) this.#bytes[this.#length++] = one;
    return this;
  }

  append(other: Bytes): this {
    this.#reserve(other.#length);
    this.#bytes.set(other.#bytes.subarray(0, other.#length), this.#length);
    this.#length += other.#length;
    return this;
  }

  /** A number below 2³² without sign. */
  unsigned(value: number): this {
    let rest = value >>> 0;
    for (; rest > 127; rest >>>= 7) this.byte((rest & 127) | 128);
    return this.byte(rest);
  }

  /** A 32-bit number with sign. */
  signed(value: number): this {
    let rest = value | 0;
    for (; rest > 63 || rest < -64; rest >>= 7) this.byte((rest & 127) | 128);
    return this.byte(rest & 127);
  }

  /** A 64-bit number with sign. */
  signedLong(value: bigint): this {
    let rest = BigInt.asIntN(64, value);
    for (; rest > 63n || rest < -64n; rest >>= 7n) this.byte(Number(rest & 127n) | 128);
    return this.byte(Number(rest & 127n));
  }

  /** A name of ASCII letters. */
  name(text: string): this {
    this.unsigned(text.length);
    return this.raw(...Array.from(text, (letter) => letter.charCodeAt(0)));
  }

  /** What was written so far. */
  taken(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(4 * this.#bytes.length, this.#length + more));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
