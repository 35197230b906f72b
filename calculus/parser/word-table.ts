/** The words of one text: reserved words are recognised, and equal names share one string, which makes later table look-ups cheap. */
import { FIRST_WORD, IDENTIFIER, reservedWords, UNDERSCORE } from "./tokens.ts";

/** What every table begins with: the words that are no names. */
const noNames: readonly string[] = [...reservedWords, "_"];
const indexOfUnderscore = reservedWords.length;

/** The kind of a word by its index in the table. */
export function kindOfWord(index: number): number {
  if (index > indexOfUnderscore) return IDENTIFIER;
  return index === indexOfUnderscore ? UNDERSCORE : FIRST_WORD + index;
}

/** A class because it is state: the words seen so far. */
export class WordTable {
  /** The words that are no names first, then names in the order of the text, each once. */
  readonly words: string[] = [...noNames];
  private readonly indexes = new Map<string, number>(noNames.map((word, index) => [word, index]));

  /** The index of a word in `words`, where it is put if it is new. */
  indexOf(word: string): number {
    const known = this.indexes.get(word);
    if (known !== undefined) return known;
    const index = this.words.push(word) - 1;
    this.indexes.set(word, index);
    return index;
  }
}
