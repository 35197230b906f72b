/** How much a thread of a search does at once, and what it may note meanwhile (./noted-code.ts). */
import type { ModelCode } from "./model-code.ts";

/** Rows that a thread takes at once: few, if they may have many successors. */
export function rowsOfTurn({ maxSuccessors }: ModelCode): number {
  return Math.max(1, Math.min(128, Math.floor(8_192 / Math.max(1, maxSuccessors))));
}

/** With so many entries in its list a thread takes no further rows, nor does any other, until they were looked at. */
export const manyNoted = 4_096;

/** Bytes of a list: no turn makes it longer. Its first word is no entry. */
export function bytesOfNoted(model: ModelCode): number {
  return 4 * (1 + manyNoted + rowsOfTurn(model) * (1 + model.maxSuccessors));
}
