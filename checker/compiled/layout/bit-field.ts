/** Fields of bits in a row of 32-bit words. A field does not cross the end of its word. */

export interface BitField {
  readonly word: number;
  readonly shift: number;
  /** From 1 to 32. */
  readonly width: number;
}

/** Ones in the lowest `width` bits, as a signed 32-bit integer. */
export function ones(width: number): number {
  return width >= 32 ? -1 : (1 << width) - 1;
}

/** Enough bits for the numbers from 0 to `count` - 1. */
export function bitsFor(count: number): number {
  let bits = 0;
  while (2 ** bits < count) bits += 1;
  return bits;
}

/** The number in the field, without sign. */
export function readBits(row: ArrayLike<number>, { word, shift, width }: BitField): number {
  return (((row[word] ?? 0) >>> shift) & ones(width)) >>> 0;
}

/** Puts a number, which fits, into a field that is zero. */
export function writeBits(row: Int32Array, { word, shift }: BitField, value: number): void {
  row[word] = (row[word] ?? 0) | (value << shift);
}
