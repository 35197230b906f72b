/** "Did you mean": the nearest word of the language, where a name stands in its place. */
import { editDistance } from "../diagnostics/index.ts";
import type { Cursor } from "./cursor.ts";
import { contextualWords } from "./recover.ts";
import { beginsDeclaration, beginsStatement, IDENTIFIER, kindOfWord, LEFT_BRACE, LEFT_PARENTHESIS, reservedWords } from "./tokens.ts";

const statementWords: readonly string[] = reservedWords.filter((word) => beginsStatement(kindOfWord(word)));

const declarationWords: readonly string[] = [...reservedWords.filter((word) => beginsDeclaration(kindOfWord(word))), ...contextualWords];

/** The nearest of `candidates` within a distance that grows with the word, the first of equals; undefined if none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = word.length < 4 ? 1 : 2;
  if (word.length > 40) return undefined;
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate, limit);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/**
 * Where a statement begins with a name and no `.`, `->` or `{` follows, the word was meant: reports it with its repair and returns the kind of that word,
 * so that parsing goes on as if it stood there.
 */
export function misspelledStatement(cursor: Cursor): number | undefined {
  if (cursor.ahead(1) !== IDENTIFIER) return undefined;
  const meant = misspelled(cursor, statementWords);
  return meant === undefined ? undefined : kindOfWord(meant);
}

/** The same for the word that begins a declaration; returns the word, which may be one that is a name elsewhere. */
export function misspelledDeclaration(cursor: Cursor): string | undefined {
  const next = cursor.ahead(1);
  return next === IDENTIFIER || next === LEFT_PARENTHESIS ? misspelled(cursor, declarationWords) : undefined;
}

/** The same for the word that begins a statement of a protocol or process, one of `candidates`. */
export function misspelledAmong(cursor: Cursor, candidates: readonly string[]): string | undefined {
  const next = cursor.ahead(1);
  return next === IDENTIFIER || next === LEFT_BRACE ? misspelled(cursor, candidates) : undefined;
}

function misspelled(cursor: Cursor, candidates: readonly string[]): string | undefined {
  const meant = nearest(cursor.wordAt(cursor.index), candidates);
  if (meant !== undefined) reportMisspelled(cursor, meant);
  return meant;
}

/** Reports that the current word begins nothing and `meant` does. */
export function reportMisspelled(cursor: Cursor, meant: string): void {
  const span = cursor.here();
  cursor.report("unexpected-token", span, `\`${cursor.wordAt(cursor.index)}\` begins nothing; did you mean \`${meant}\`?`, {
    fix: { title: `write \`${meant}\``, edits: [{ span, replacement: meant }] },
  });
}
