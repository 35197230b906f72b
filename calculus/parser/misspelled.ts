/** "Did you mean": the nearest word of the language, where a name stands in its place. */
import { editDistance } from "../diagnostics/index.ts";
import type { Cursor } from "./cursor.ts";
import { beginsDeclaration, beginsStatement, FIRST_WORD, IDENTIFIER, LEFT_PARENTHESIS, reservedWords } from "./tokens.ts";

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
  const next = cursor.ahead(1);
  if (next !== IDENTIFIER) return undefined;
  return misspelled(
    cursor,
    reservedWords.filter((_, index) => beginsStatement(FIRST_WORD + index)),
  );
}

/** The same for the word that begins a declaration. */
export function misspelledDeclaration(cursor: Cursor): number | undefined {
  const next = cursor.ahead(1);
  if (next !== IDENTIFIER && next !== LEFT_PARENTHESIS) return undefined;
  return misspelled(
    cursor,
    reservedWords.filter((_, index) => beginsDeclaration(FIRST_WORD + index)),
  );
}

function misspelled(cursor: Cursor, candidates: readonly (typeof reservedWords)[number][]): number | undefined {
  const written = cursor.wordAt(cursor.index);
  const meant = nearest(written, candidates);
  if (meant === undefined) return undefined;
  reportMisspelled(cursor, meant);
  return FIRST_WORD + reservedWords.indexOf(meant as (typeof reservedWords)[number]);
}

/** Reports that the current word begins nothing and `meant` does. */
export function reportMisspelled(cursor: Cursor, meant: string): void {
  const span = cursor.here();
  cursor.report("unexpected-token", span, `\`${cursor.wordAt(cursor.index)}\` begins nothing; did you mean \`${meant}\`?`, {
    fix: { title: `write \`${meant}\``, edits: [{ span, replacement: meant }] },
  });
}
