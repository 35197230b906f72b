/**
 * Where parsing goes on after an error: at the next statement of the block, or at the next declaration.
 * A semicolon never stands inside round or square brackets, so recovery looks at semicolons, braces, and what stands first on a line.
 */
import type { Cursor } from "./cursor.ts";
import { recovery } from "./cursor.ts";
import {
  AND,
  ARROW,
  ASSIGN,
  beginsDeclaration,
  beginsStatement,
  DOT,
  ELSE,
  END,
  EXCLAMATION,
  IDENTIFIER,
  LEFT_BRACE,
  OR,
  QUESTION,
  RIGHT_BRACE,
  SEMICOLON,
  STATEMENT_LABEL,
} from "./tokens.ts";

/** The words that begin a declaration before a name, and are names elsewhere. */
export const contextualWords: ReadonlySet<string> = new Set(["protocol", "process", "system", "context", "transaction"]);

/** Whether a declaration begins here on a new line, where a statement or the brace of a block might stand: two names stand side by side at the beginning of no statement that these words begin. */
export function atDeclaration(cursor: Cursor): boolean {
  const kind = cursor.kind();
  if (kind !== IDENTIFIER) return beginsDeclaration(kind) && cursor.atLineStart();
  return cursor.ahead(1) === IDENTIFIER && contextualWords.has(cursor.wordAt(cursor.index)) && cursor.atLineStart();
}

/** Moves to where the next statement may begin: behind a semicolon or block, before a closing brace, or to a line that begins like a statement. */
export function recoverStatement(cursor: Cursor): void {
  resetExpressionState(cursor);
  const from = cursor.index;
  for (;;) {
    const kind = cursor.kind();
    if (kind === END || kind === RIGHT_BRACE) return;
    if (kind === SEMICOLON) {
      cursor.advance();
      return;
    }
    if (kind === LEFT_BRACE) {
      skipBlock(cursor);
      if (cursor.kind() !== ELSE && cursor.kind() !== OR && cursor.kind() !== AND) return;
    } else if (cursor.index > from && looksLikeStatement(cursor, kind) && cursor.atLineStart()) return;
    else if (atDeclaration(cursor)) return;
    else cursor.advance();
  }
}

/** Moves to the next word that begins a declaration, at any depth: those words stand nowhere else. */
export function recoverDeclaration(cursor: Cursor, contextual: (cursor: Cursor) => boolean): void {
  resetExpressionState(cursor);
  cursor.unclosed = false;
  let depth = 0;
  for (;;) {
    const kind = cursor.kind();
    if (kind === END || atDeclaration(cursor)) return;
    if (depth === 0 && cursor.atLineStart() && contextual(cursor)) return;
    if (kind === LEFT_BRACE) depth++;
    if (kind === RIGHT_BRACE && depth > 0) depth--;
    cursor.advance();
    if (depth === 0 && (kind === SEMICOLON || kind === RIGHT_BRACE) && beginsDeclaration(cursor.kind())) return;
  }
}

/**
 * Parses the head of a statement with a block. If that fails but the block's brace follows, returns undefined there, so that the errors inside the block are found too.
 */
export function parseHead<T>(cursor: Cursor, parse: () => T): T | undefined {
  try {
    return parse();
  } catch (thrown) {
    if (thrown !== recovery) throw thrown;
    resetExpressionState(cursor);
    for (;;) {
      const kind = cursor.kind();
      if (kind === LEFT_BRACE) return undefined;
      if (kind === END || kind === SEMICOLON || kind === RIGHT_BRACE) throw thrown;
      if ((looksLikeStatement(cursor, kind) && cursor.atLineStart()) || atDeclaration(cursor)) throw thrown;
      cursor.advance();
    }
  }
}

/** Moves behind the brace that closes the one at the current place, or to a line that begins a declaration. */
function skipBlock(cursor: Cursor): void {
  let depth = 0;
  for (;;) {
    const kind = cursor.kind();
    if (kind === END || atDeclaration(cursor)) return;
    if (kind === LEFT_BRACE) depth++;
    if (kind === RIGHT_BRACE) depth--;
    cursor.advance();
    if (depth <= 0) return;
  }
}

function looksLikeStatement(cursor: Cursor, kind: number): boolean {
  if (kind === IDENTIFIER) {
    switch (cursor.ahead(1)) {
      case DOT:
      case ARROW:
      case LEFT_BRACE:
      case EXCLAMATION:
      case QUESTION:
      case ASSIGN:
      case IDENTIFIER:
        return true;
      default:
        return false;
    }
  }
  return kind === STATEMENT_LABEL || beginsStatement(kind);
}

function resetExpressionState(cursor: Cursor): void {
  cursor.prefixes = 0;
  cursor.equalsEnds = false;
}
