/**
 * Words with hyphens and plus signs, such as `deadlock-free`, `live++` and `use-double-equals`: the names of built-in properties, verdicts, fairnesses and diagnostics.
 * They are no tokens; they are read from adjacent tokens in the places where they can stand.
 */
import type { Cursor } from "./cursor.ts";
import { COMMA, FIRST_WORD, IDENTIFIER, INTEGER, LEFT_PARENTHESIS, MINUS, PLUS, RIGHT_PARENTHESIS } from "./tokens.ts";

/** Takes a hyphenated word: words and numbers joined by `-` without space, then any number of `+`. */
export function parseHyphenated(cursor: Cursor, expected: string): string {
  const start = cursor.start();
  if (!isPart(cursor.kind(), false)) cursor.unexpected(expected);
  cursor.advance();
  while (
    cursor.kind() === MINUS &&
    adjacent(cursor) &&
    isPart(cursor.ahead(1), true) &&
    cursor.tokens.starts[cursor.index + 1] === cursor.tokens.ends[cursor.index]
  ) {
    cursor.advance();
    cursor.advance();
  }
  while (cursor.kind() === PLUS && adjacent(cursor)) cursor.advance();
  return cursor.text.slice(start, cursor.previousEnd());
}

/** Whether a hyphenated word begins here. */
export function atWord(cursor: Cursor): boolean {
  return isPart(cursor.kind(), false);
}

/** Takes the arguments of a built-in property or network, `(2)`, as written; none without parentheses. */
export function parseBounds(cursor: Cursor): readonly string[] {
  const values: string[] = [];
  if (!cursor.accept(LEFT_PARENTHESIS)) return values;
  do {
    const start = cursor.start();
    if (cursor.accept(INTEGER)) values.push(cursor.text.slice(start, cursor.previousEnd()));
    else values.push(parseHyphenated(cursor, "a number or a word"));
  } while (cursor.accept(COMMA));
  cursor.expect(RIGHT_PARENTHESIS, "`,` or `)`");
  return values;
}

function adjacent(cursor: Cursor): boolean {
  return cursor.start() === cursor.previousEnd();
}

function isPart(kind: number, later: boolean): boolean {
  return kind === IDENTIFIER || kind >= FIRST_WORD || (later && kind === INTEGER);
}
