/** Protocols, the global types, with recovery by statement (docs/language.md, Protocols). */
import type { Declaration, Expression, LoopVariable, Name, ProtocolBlock, ProtocolStatement } from "../syntax/index.ts";
import { parseLabel, parseNames } from "./bindings.ts";
import { parseBlockOf } from "./blocks.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression } from "./expressions.ts";
import { misspelledAmong } from "./misspelled.ts";
import { parsePayload } from "./payloads.ts";
import { parseHead } from "./recover.ts";
import { AND, ARROW, COLON, COMMA, CONTINUE, EQUALS, IDENTIFIER, LEFT_PARENTHESIS, OR, RIGHT_PARENTHESIS, SEMICOLON } from "./tokens.ts";
import { parseFieldType } from "./types.ts";
import { atLaterProtocolStatement, takeUnsupported } from "./unsupported.ts";

/** Parses what stands behind `protocol`. */
export function parseProtocol(cursor: Cursor, start: number): Declaration {
  const name = cursor.name("the name of a protocol");
  if (cursor.kind() !== LEFT_PARENTHESIS) cursor.unexpected("`(` and the roles");
  const roles = parseNames(cursor, "a role");
  const body = parseProtocolBlock(cursor);
  return { kind: "protocol", name, roles, body, span: cursor.spanFrom(start) };
}

function parseProtocolBlock(cursor: Cursor): ProtocolBlock {
  return parseBlockOf(cursor, parseProtocolStatement);
}

const statementWords: readonly string[] = ["choice", "rec", "continue", "par", "do"];

function parseProtocolStatement(cursor: Cursor): ProtocolStatement | undefined {
  const start = cursor.start();
  if (cursor.kind() === CONTINUE) return parseContinue(cursor, start);
  if (cursor.kind() === IDENTIFIER) {
    if (cursor.ahead(1) === ARROW) return parseMessage(cursor, start);
    const word = cursor.wordAt(cursor.index);
    if (statementWords.includes(word)) return parseByWord(cursor, word, start);
  }
  if (atLaterProtocolStatement(cursor)) return { kind: "unsupported", ...takeUnsupported(cursor, start), span: cursor.spanFrom(start) };
  const meant = cursor.kind() === IDENTIFIER ? misspelledAmong(cursor, statementWords) : undefined;
  return meant === undefined ? notAStatement(cursor) : parseByWord(cursor, meant, start);
}

/** A statement that begins with a word, which is the current token or was meant by it. */
function parseByWord(cursor: Cursor, word: string, start: number): ProtocolStatement | undefined {
  switch (word) {
    case "choice":
      return parseChoice(cursor, start);
    case "rec": {
      cursor.advance();
      const head = parseHead(cursor, () => ({ variable: cursor.name("the name of the recursion"), ...parseLoopVariables(cursor) }));
      const body = parseProtocolBlock(cursor);
      return head === undefined ? undefined : { kind: "rec", ...head, body, span: cursor.spanFrom(start) };
    }
    case "par": {
      cursor.advance();
      return { kind: "par", branches: parseBranches(cursor, AND), span: cursor.spanFrom(start) };
    }
    case "do":
      return parseDo(cursor, start);
    default:
      return parseContinue(cursor, start);
  }
}

function parseContinue(cursor: Cursor, start: number): ProtocolStatement {
  cursor.advance();
  const variable = cursor.name("the name of a recursion");
  const values = cursor.accept(LEFT_PARENTHESIS) ? { values: parseValues(cursor) } : {};
  cursor.semicolon("a statement");
  return { kind: "continue", variable, ...values, span: cursor.spanFrom(start) };
}

/** `(count: int = 0, …)` behind the name of a recursion, if it stands there. */
function parseLoopVariables(cursor: Cursor): { readonly variables?: readonly LoopVariable[] } {
  if (!cursor.accept(LEFT_PARENTHESIS)) return {};
  const variables: LoopVariable[] = [];
  do {
    const start = cursor.start();
    const name = cursor.name("the name of a variable");
    cursor.expect(COLON, "`:` and the type of the variable");
    const type = parseFieldType(cursor);
    cursor.expect(EQUALS, "`=` and the first value");
    variables.push({ name, type, initial: parseExpression(cursor), span: cursor.spanFrom(start) });
  } while (cursor.accept(COMMA));
  cursor.expect(RIGHT_PARENTHESIS, "`,` or `)`");
  return { variables };
}

/** At least one value, up to the closing parenthesis. */
function parseValues(cursor: Cursor): readonly Expression[] {
  const values: Expression[] = [];
  do values.push(parseExpression(cursor));
  while (cursor.accept(COMMA));
  cursor.expect(RIGHT_PARENTHESIS, "`,` or `)`");
  return values;
}

/** `do Q(A, B);` */
function parseDo(cursor: Cursor, start: number): ProtocolStatement {
  cursor.advance();
  const protocol = cursor.name("a protocol");
  if (cursor.kind() !== LEFT_PARENTHESIS) cursor.unexpected("`(` and the roles");
  const roles = parseNames(cursor, "a role");
  cursor.semicolon("a statement");
  return { kind: "do", protocol, roles, span: cursor.spanFrom(start) };
}

function notAStatement(cursor: Cursor): never {
  switch (cursor.kind()) {
    case IDENTIFIER:
      cursor.advance();
      return cursor.unexpected("`->` behind the role", [
        "statements of a protocol are `A -> B : label(T);` or begin with `choice at`, `rec`, `continue`, `par` or `do`",
      ]);
    case OR:
      return cursor.unexpected("a statement", ["`or` follows the closing brace of a branch of `choice`"]);
    case AND:
      return cursor.unexpected("a statement", ["`and` follows the closing brace of a branch of `par`"]);
    case SEMICOLON:
      return cursor.unexpected("a statement", ["a block needs no `;` behind its closing brace"]);
    default:
      return cursor.unexpected("a statement of a protocol");
  }
}

/** `A -> B, C : label(T, x: T);` */
function parseMessage(cursor: Cursor, start: number): ProtocolStatement {
  const from = cursor.name("a role");
  cursor.advance();
  const to: Name[] = [];
  do to.push(cursor.name("a role"));
  while (cursor.accept(COMMA));
  if (!cursor.accept(COLON)) cursor.unexpected("`,` or `:` and the label of the message", ["a message without label is written `A -> B : _(T);`"]);
  const label = parseLabel(cursor);
  const payload = parsePayload(cursor);
  cursor.semicolon("a statement");
  return { kind: "message", from, to, label, payload, span: cursor.spanFrom(start) };
}

/** `choice at A { … } or { … }` */
function parseChoice(cursor: Cursor, start: number): ProtocolStatement | undefined {
  cursor.advance();
  const at = parseHead(cursor, () => {
    cursor.expectWord("at");
    return cursor.name("the role that chooses");
  });
  const branches = parseBranches(cursor, OR);
  return at === undefined ? undefined : { kind: "choice", at, branches, span: cursor.spanFrom(start) };
}

function parseBranches(cursor: Cursor, between: number): readonly ProtocolBlock[] {
  const branches = [parseProtocolBlock(cursor)];
  while (cursor.accept(between)) branches.push(parseProtocolBlock(cursor));
  return branches;
}
