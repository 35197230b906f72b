/** The words of one text: reserved words are recognised, and equal names share one string, which makes later table look-ups cheap. */
import { reservedWords } from "./tokens.ts";

/** Slots of the cache; a power of two. */
const cacheSize = 4096;

/** Reserved words by the low bits of the hash that the lexer computes while it walks over a word. */
const reservedByHash: readonly (readonly number[])[] = buildReservedTable();

function buildReservedTable(): readonly (readonly number[])[] {
  const table: number[][] = Array.from({ length: 256 }, () => []);
  for (const [index, word] of reservedWords.entries()) table[hashOf(word) & 255]?.push(index);
  return table;
}

function hashOf(word: string): number {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = (Math.imul(hash, 31) + word.charCodeAt(i)) | 0;
  return hash;
}

/** A class because it is state: the words seen so far. */
export class WordTable {
  /** The reserved words first, then names in the order of the text. A name may occur twice: the cache is direct-mapped, so that no input makes it slow. */
  readonly words: string[] = [...reservedWords];
  private readonly cache = new Int32Array(cacheSize);

  /** The index of the reserved word that `text[start, end)` spells, or -1. `hash` folds its char codes, each step times 31. */
  reserved(text: string, start: number, end: number, hash: number): number {
    const candidates = reservedByHash[hash & 255];
    if (candidates === undefined || candidates.length === 0) return -1;
    for (const index of candidates) {
      const word = reservedWords[index];
      if (word?.length === end - start && text.startsWith(word, start)) return index;
    }
    return -1;
  }

  /** The index in `words` of `text[start, end)`. */
  intern(text: string, start: number, end: number, hash: number): number {
    const slot = (hash ^ (hash >>> 12)) & (cacheSize - 1);
    const cached = this.cache[slot] ?? 0;
    const word = this.words[cached] ?? "";
    if (cached !== 0 && word.length === end - start && text.startsWith(word, start)) return cached;
    const index = this.words.length;
    this.words.push(text.slice(start, end));
    this.cache[slot] = index;
    return index;
  }
}
