/** Contexts, endpoints side by side without a protocol above them, with recovery by statement (docs/language.md, Contexts). */
import type { ContextMember, Declaration, LocalBlock, LocalStatement } from "../syntax/index.ts";
import { parseLabel } from "./bindings.ts";
import { parseBlockOf, parseUntilBrace } from "./blocks.ts";
import type { Cursor } from "./cursor.ts";
import { misspelledAmong } from "./misspelled.ts";
import { parsePayload } from "./payloads.ts";
import { parseHead } from "./recover.ts";
import { CONTINUE, EXCLAMATION, IDENTIFIER, LEFT_BRACE, OR, QUESTION, SEMICOLON } from "./tokens.ts";
import { atLaterStatement, takeUnsupported } from "./unsupported.ts";

/** Parses what stands behind `context`. */
export function parseContext(cursor: Cursor, start: number): Declaration {
  const name = cursor.name("the name of a context");
  const open = cursor.here();
  cursor.expect(LEFT_BRACE, "`{` and the members");
  const members: ContextMember[] = [];
  parseUntilBrace(cursor, open, () => {
    const begin = cursor.start();
    const role = parseHead(cursor, () => cursor.name("a role"));
    const body = parseBlockOf(cursor, parseLocalStatement, "`{` and what the role does");
    if (role !== undefined) members.push({ role, body, span: cursor.spanFrom(begin) });
  });
  return { kind: "context", name, members, span: cursor.spanFrom(start) };
}

const statementWords: readonly string[] = ["choice", "rec", "continue"];

function parseLocalBlock(cursor: Cursor): LocalBlock {
  return parseBlockOf(cursor, parseLocalStatement);
}

function parseLocalStatement(cursor: Cursor): LocalStatement | undefined {
  const start = cursor.start();
  if (cursor.kind() === CONTINUE) return parseByWord(cursor, "continue", start);
  if (cursor.kind() === IDENTIFIER) {
    if (cursor.ahead(1) === EXCLAMATION || cursor.ahead(1) === QUESTION) return parseAction(cursor, start);
    const word = cursor.wordAt(cursor.index);
    if (statementWords.includes(word)) return parseByWord(cursor, word, start);
  }
  if (atLaterStatement(cursor)) return { kind: "unsupported", ...takeUnsupported(cursor, start), span: cursor.spanFrom(start) };
  const meant = cursor.kind() === IDENTIFIER ? misspelledAmong(cursor, statementWords) : undefined;
  return meant === undefined ? notAStatement(cursor) : parseByWord(cursor, meant, start);
}

/** `B!label(T);` or `B?label(x: T);` */
function parseAction(cursor: Cursor, start: number): LocalStatement {
  const peer = cursor.name("a role");
  const kind = cursor.kind() === EXCLAMATION ? "send" : "receive";
  cursor.advance();
  const label = parseLabel(cursor);
  const payload = parsePayload(cursor);
  cursor.semicolon("a statement");
  return { kind, peer, label, payload, span: cursor.spanFrom(start) };
}

/** A statement that begins with a word, which is the current token or was meant by it. */
function parseByWord(cursor: Cursor, word: string, start: number): LocalStatement | undefined {
  cursor.advance();
  switch (word) {
    case "choice": {
      if (cursor.kind() !== LEFT_BRACE) cursor.unexpected("`{`", ["the first actions of its branches say who chooses: `choice { A!l; } or { B?m; }`"]);
      const branches = [parseLocalBlock(cursor)];
      while (cursor.accept(OR)) branches.push(parseLocalBlock(cursor));
      return { kind: "choice", branches, span: cursor.spanFrom(start) };
    }
    case "rec": {
      const variable = parseHead(cursor, () => cursor.name("the name of the recursion"));
      const body = parseLocalBlock(cursor);
      return variable === undefined ? undefined : { kind: "rec", variable, body, span: cursor.spanFrom(start) };
    }
    default: {
      const variable = cursor.name("the name of a recursion");
      cursor.semicolon("a statement");
      return { kind: "continue", variable, span: cursor.spanFrom(start) };
    }
  }
}

function notAStatement(cursor: Cursor): never {
  switch (cursor.kind()) {
    case IDENTIFIER:
      cursor.advance();
      return cursor.unexpected("`!` or `?` behind the role", [
        "statements of a context are `B!label(T);`, `B?label(T);` or begin with `choice`, `rec` or `continue`",
      ]);
    case OR:
      return cursor.unexpected("a statement", ["`or` follows the closing brace of a branch of `choice`"]);
    case SEMICOLON:
      return cursor.unexpected("a statement", ["a block needs no `;` behind its closing brace"]);
    default:
      return cursor.unexpected("a statement of a context");
  }
}
