/** Packing fields into words: first fit, in the order given or by falling width, whichever needs fewer words (Johnson, Near-optimal bin packing, 1973). */
import type { BitField } from "./bit-field.ts";

/** Widths from 1 to 32 to fields of as few words as first fit finds. Quadratic in the number of words at worst. */
export function place(widths: readonly number[]): { readonly fields: readonly BitField[]; readonly words: number } {
  const inOrder = firstFit(widths, [...widths.keys()]);
  const byWidth = firstFit(
    widths,
    [...widths.keys()].sort((left, right) => (widths[right] ?? 0) - (widths[left] ?? 0) || left - right),
  );
  return byWidth.words < inOrder.words ? byWidth : inOrder;
}

function firstFit(widths: readonly number[], order: readonly number[]): { readonly fields: readonly BitField[]; readonly words: number } {
  const used: number[] = [];
  const fields: BitField[] = [];
  /** Words before this one are full. */
  let open = 0;
  for (const index of order) {
    const width = widths[index] ?? 0;
    if (width < 1 || width > 32) throw new Error(`a field of ${width} bits`);
    let word = open;
    while ((used[word] ?? 0) + width > 32) word += 1;
    fields[index] = { word, shift: used[word] ?? 0, width };
    used[word] = (used[word] ?? 0) + width;
    while (used[open] === 32) open += 1;
  }
  return { fields, words: used.length };
}
