/** The words of a successor from those of a row: fields are replaced, and only words with such fields are computed. */
import type { Code, Statement } from "../code/index.ts";
import { add, and, get, i32, or, shl, store, xor } from "../code/index.ts";
import { ones } from "../layout/index.ts";
import type { BitField } from "../layout/index.ts";
import { constantOf } from "./logic.ts";
import type { Words } from "./row-words.ts";

interface WordUpdate {
  /** Bits that change from one known value to another. */
  toggled: number;
  cleared: number;
  set: number;
  added: number;
  readonly parts: Code[];
}

export class RowUpdate {
  readonly #words = new Map<number, WordUpdate>();

  #of(word: number): WordUpdate {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const update: WordUpdate = { toggled: 0, cleared: 0, set: 0, added: 0, parts: [] };
    this.#words.set(word, update);
    return update;
  }

  /** The field holds `value`, which fits without sign. */
  put({ word, shift, width }: BitField, value: Code): void {
    const update = this.#of(word);
    update.cleared |= ones(width) << shift;
    this.#place(update, shift, value);
  }

  /** The field, which is zero, holds `value`. */
  fill({ word, shift }: BitField, value: Code): void {
    this.#place(this.#of(word), shift, value);
  }

  /** The field holds `after`, where it is known to hold `before`. */
  move({ word, shift }: BitField, before: number, after: number): void {
    this.#of(word).toggled ^= (before ^ after) << shift;
  }

  /** The number in the field is so much larger, and still fits. */
  raise({ word, shift }: BitField, by: number): void {
    const update = this.#of(word);
    update.added = (update.added + (by << shift)) | 0;
  }

  /** A copy to which more can be done. */
  copy(): RowUpdate {
    const copy = new RowUpdate();
    for (const [word, update] of this.#words) copy.#words.set(word, { ...update, parts: [...update.parts] });
    return copy;
  }

  #place(update: WordUpdate, shift: number, value: Code): void {
    const known = constantOf(value);
    if (known === undefined) update.parts.push(shl(value, i32(shift)));
    else update.set |= known << shift;
  }

  /** Writes the row to `out`. */
  stores(words: number, from: Words): readonly Statement[] {
    return Array.from({ length: words }, (_, word) => store(get("out"), 4 * word, this.#wordOf(word, from(word))));
  }

  #wordOf(word: number, before: Code): Code {
    const update = this.#words.get(word);
    if (update === undefined) return before;
    const { toggled, cleared, set, added, parts } = update;
    // A toggled bit is not cleared as well: fields are changed once.
    const toggledWord = toggled === 0 ? before : xor(before, i32(toggled));
    const kept = cleared === 0 ? toggledWord : cleared === -1 ? i32(0) : and(toggledWord, i32(~cleared));
    const filled = or(
      parts.reduce((all, part) => or(all, part), kept),
      i32(set),
    );
    return add(filled, i32(added));
  }
}
