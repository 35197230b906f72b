/**
 * Constructs that the language knows and this version refuses: read as balanced text, kept as written, reported as `not-yet-supported`.
 * Their words are contextual, so that a message may still be called `abort`.
 */
import { error, type Diagnostic, type Span } from "../diagnostics/index.ts";
import type { Cursor } from "./cursor.ts";
import {
  AND,
  ARROW,
  AT,
  beginsDeclaration,
  COLON,
  DOT,
  ELSE,
  END,
  IDENTIFIER,
  LEFT_BRACE,
  LEFT_PARENTHESIS,
  OR,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  RIGHT_PARENTHESIS,
  LEFT_BRACKET,
  SEMICOLON,
  THEN,
} from "./tokens.ts";

const declarationWords: ReadonlySet<string> = new Set(["strategy", "semilattice"]);

const statementWords: ReadonlySet<string> = new Set(["saga", "perform", "abort", "checkpoint", "par", "conclave", "race", "within", "for", "spawn"]);

/** Built in choreographies; nothing of the kind is elsewhere. */
const sagaWords: ReadonlySet<string> = new Set(["saga", "perform", "abort"]);

/** Words that continue a construct behind one of its blocks. */
const continuations: ReadonlySet<string> = new Set(["rescue", "timeout", "compensate", "with", "by", "recover", "finally"]);

/** Whether a declaration begins here that is known and not built. */
export function atLaterDeclaration(cursor: Cursor): boolean {
  return cursor.kind() === AT || (cursor.kind() === IDENTIFIER && declarationWords.has(cursor.wordAt(cursor.index)) && cursor.ahead(1) === IDENTIFIER);
}

/** Whether a statement begins here that is known and not built. A role may be called `par`: then `.` or `->` follows. */
export function atLaterStatement(cursor: Cursor): boolean {
  if (cursor.kind() === AT) return true;
  if (cursor.kind() !== IDENTIFIER || !statementWords.has(cursor.wordAt(cursor.index))) return false;
  const next = cursor.ahead(1);
  return next !== DOT && next !== ARROW;
}

/** Whether a statement of a choreography begins here that is known and not built. */
export function atLaterChoreographyStatement(cursor: Cursor): boolean {
  return atLaterStatement(cursor) && !(cursor.kind() === IDENTIFIER && sagaWords.has(cursor.wordAt(cursor.index)));
}

/** Whether a statement of a protocol begins here that is known and not built; `par` is built there. A role may have the word as its name: then `->` follows. */
export function atLaterProtocolStatement(cursor: Cursor): boolean {
  return atLaterStatement(cursor) && !cursor.isWord("par");
}

/** Takes the construct at the current place; returns its name and its source text, and reports it. `start` is where its span begins. */
export function takeUnsupported(cursor: Cursor, start: number): { readonly construct: string; readonly text: string } {
  const from = cursor.start();
  const annotation = cursor.kind() === AT;
  if (annotation) {
    cursor.advance();
    const construct = `@${cursor.name("the name of an annotation").text}`;
    if (cursor.kind() === LEFT_PARENTHESIS) takeBalanced(cursor, RIGHT_PARENTHESIS);
    return finish(cursor, construct, start, from);
  }
  const construct = cursor.wordAt(cursor.index);
  skipConstruct(cursor);
  return finish(cursor, construct, start, from);
}

/** The diagnostic of a construct that is known and not built. */
export function notYetSupported(construct: string, span: Span): Diagnostic {
  return error("not-yet-supported", span, `${construct} is part of the language, but this version does not support it`);
}

/** Takes the rest of a construct that began at `from`: to its semicolon, or behind its last block. */
export function takeRest(cursor: Cursor, construct: string, from: number): { readonly construct: string; readonly text: string } {
  skipConstruct(cursor);
  return finish(cursor, construct, from, from);
}

function finish(cursor: Cursor, construct: string, start: number, from: number): { readonly construct: string; readonly text: string } {
  cursor.diagnostics.push(notYetSupported(construct, cursor.spanFrom(start)));
  return { construct, text: cursor.text.slice(from, cursor.previousEnd()) };
}

function skipConstruct(cursor: Cursor): void {
  for (;;) {
    const kind = cursor.kind();
    if (kind === LEFT_BRACE) {
      takeBalanced(cursor, RIGHT_BRACE);
      if (!continues(cursor)) return;
    } else if (kind === LEFT_PARENTHESIS) takeBalanced(cursor, RIGHT_PARENTHESIS);
    else if (kind === LEFT_BRACKET) takeBalanced(cursor, RIGHT_BRACKET);
    else if (kind === END || kind === RIGHT_BRACE || kind === RIGHT_PARENTHESIS || kind === RIGHT_BRACKET || beginsDeclaration(kind)) {
      cursor.unexpected("`;` or a block, the end of this construct");
    } else {
      cursor.advance();
      if (kind === SEMICOLON) return;
    }
  }
}

/** Takes the bracket at the current place, everything inside, and the `close` that belongs to it. The lexer bounds the depth. */
function takeBalanced(cursor: Cursor, close: number): void {
  const open = cursor.here();
  cursor.advance();
  for (;;) {
    const kind = cursor.kind();
    if (kind === LEFT_BRACE) takeBalanced(cursor, RIGHT_BRACE);
    else if (kind === LEFT_PARENTHESIS) takeBalanced(cursor, RIGHT_PARENTHESIS);
    else if (kind === LEFT_BRACKET) takeBalanced(cursor, RIGHT_BRACKET);
    else if (kind === END) cursor.fail("unclosed-block", open, "this bracket is never closed");
    else if (kind === RIGHT_BRACE || kind === RIGHT_PARENTHESIS || kind === RIGHT_BRACKET) {
      if (kind !== close)
        cursor.fail("unexpected-token", cursor.here(), "this bracket does not close the one that is open", {
          labels: [{ span: open, message: "opened here" }],
        });
      cursor.advance();
      return;
    } else cursor.advance();
  }
}

function continues(cursor: Cursor): boolean {
  switch (cursor.kind()) {
    case AND:
    case OR:
    case ELSE:
    case THEN:
      return true;
    case IDENTIFIER:
      return continuations.has(cursor.wordAt(cursor.index)) && cursor.ahead(1) !== DOT && cursor.ahead(1) !== ARROW && cursor.ahead(1) !== COLON;
    default:
      return false;
  }
}
