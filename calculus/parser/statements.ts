/** Statements of a choreography, with recovery by statement (docs/language.md, Statements). */
import type { Span } from "../diagnostics/index.ts";
import type { Block, Name, Pattern, Source, Statement } from "../syntax/index.ts";
import { parseTarget } from "./bindings.ts";
import { parseBlockOf, parseUntilBrace } from "./blocks.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpressions } from "./expressions.ts";
import { parseLocated, parsePayload } from "./located.ts";
import { misspelledStatement } from "./misspelled.ts";
import { parsePattern } from "./patterns.ts";
import { parseHead } from "./recover.ts";
import {
  ARROW,
  ASSERT,
  ASSIGN,
  ASSUME,
  BREAK,
  CALL,
  CASE_ARROW,
  CHOOSE,
  COLON,
  COMMA,
  CONTINUE,
  DOT,
  ELSE,
  EQUALS,
  IDENTIFIER,
  IF,
  LEFT_BRACE,
  LEFT_PARENTHESIS,
  LOOP,
  MATCH,
  OR,
  RIGHT_BRACE,
  RIGHT_PARENTHESIS,
  SEMICOLON,
  STATEMENT_LABEL,
  UNDERSCORE,
  WHILE,
} from "./tokens.ts";
import { parsePerformed } from "./transactions.ts";
import { parseAssigned } from "./types.ts";
import { atLaterChoreographyStatement, takeUnsupported } from "./unsupported.ts";

/** Parses `{ … }`. Statements with errors are reported and left out. */
export function parseBlock(cursor: Cursor): Block {
  return parseBlockOf(cursor, parseStatement);
}

/** Parses one statement. Undefined where its head had an error that is reported, and its blocks have been read for more. */
function parseStatement(cursor: Cursor): Statement | undefined {
  const start = cursor.start();
  if (cursor.kind() !== STATEMENT_LABEL) return parseUnlabelled(cursor, start);
  const index = cursor.index;
  const label: Name = { text: cursor.wordAt(index), span: { file: cursor.file, start: start + 1, end: cursor.tokens.ends[index] ?? 0 } };
  cursor.advance();
  cursor.expect(COLON, "`:` and the labelled statement");
  const statement = parseUnlabelled(cursor, start);
  return statement === undefined ? undefined : { ...statement, label };
}

function parseUnlabelled(cursor: Cursor, start: number): Statement | undefined {
  const kind = cursor.kind();
  if (kind === IDENTIFIER) {
    switch (cursor.ahead(1)) {
      case ARROW:
        return parseSelection(cursor, start);
      case DOT:
        return cursor.ahead(2) === IDENTIFIER && (cursor.ahead(3) === ASSIGN || cursor.ahead(3) === EQUALS)
          ? parseAssignment(cursor, start)
          : parseCommunication(cursor, start);
      default:
        if (atSagaStatement(cursor)) return parseSagaStatement(cursor, start);
        if (!atLaterChoreographyStatement(cursor)) return parseByRole(cursor, start);
    }
  }
  if (atLaterChoreographyStatement(cursor)) return { kind: "unsupported", ...takeUnsupported(cursor, start), span: cursor.spanFrom(start) };
  return parseByWord(cursor, kind, start);
}

/** Whether `perform A`, `saga {` or `abort A` stands here. */
function atSagaStatement(cursor: Cursor): boolean {
  const next = cursor.ahead(1);
  switch (cursor.wordAt(cursor.index)) {
    case "saga":
      return next === LEFT_BRACE;
    case "perform":
    case "abort":
      return next === IDENTIFIER;
    default:
      return false;
  }
}

function parseSagaStatement(cursor: Cursor, start: number): Statement {
  if (cursor.acceptWord("saga")) {
    const body = parseBlock(cursor);
    if (!cursor.accept(ELSE)) return { kind: "saga", body, span: cursor.spanFrom(start) };
    const otherwise = parseBlock(cursor);
    return { kind: "saga", body, else: otherwise, span: cursor.spanFrom(start) };
  }
  if (cursor.acceptWord("abort")) {
    const role = cursor.name("a role");
    cursor.semicolon("a statement");
    return { kind: "abort", role, span: cursor.spanFrom(start) };
  }
  cursor.expectWord("perform");
  const role = cursor.name("a role");
  cursor.expect(DOT, "`.` and the transaction that the role performs");
  const { transaction, values } = parsePerformed(cursor);
  return { kind: "perform", role, transaction, arguments: values, span: cursor.spanFrom(start) };
}

/** A statement that begins with a name behind which neither `.` nor `->` stands. */
function parseByRole(cursor: Cursor, start: number): Statement | undefined {
  if (cursor.ahead(1) === LEFT_BRACE) return parseLocal(cursor, start);
  const meant = misspelledStatement(cursor);
  return meant === undefined ? notAStatement(cursor) : parseByWord(cursor, meant, start);
}

function notAStatement(cursor: Cursor): never {
  cursor.advance();
  return cursor.unexpected("`.`, `->` or `{` behind the role", [
    "statements are `A.e -> B.x;`, `A -> B : label;`, `A.x := e;` or begin with a word such as `if`",
  ]);
}

function parseByWord(cursor: Cursor, kind: number, start: number): Statement | undefined {
  switch (kind) {
    case IF:
      return parseIf(cursor, start);
    case MATCH:
      return parseMatch(cursor, start);
    case CHOOSE:
      return parseChoose(cursor, start);
    case WHILE: {
      cursor.advance();
      const head = parseHead(cursor, () => parseLocated(cursor));
      const body = parseBlock(cursor);
      return head === undefined ? undefined : { kind: "while", role: head.role, condition: head.expression, body, span: cursor.spanFrom(start) };
    }
    case LOOP: {
      cursor.advance();
      const name = parseHead(cursor, () => cursor.name("the name of the loop"));
      const body = parseBlock(cursor);
      return name === undefined ? undefined : { kind: "loop", name, body, span: cursor.spanFrom(start) };
    }
    case CONTINUE:
    case BREAK: {
      cursor.advance();
      const loop = cursor.name("the name of a loop");
      cursor.semicolon("a statement");
      return { kind: kind === CONTINUE ? "continue" : "break", loop, span: cursor.spanFrom(start) };
    }
    case CALL:
      return parseCall(cursor, start);
    case ASSERT:
    case ASSUME: {
      cursor.advance();
      const located = parseLocated(cursor);
      cursor.semicolon("a statement");
      return { kind: kind === ASSERT ? "assert" : "assume", role: located.role, condition: located.expression, span: cursor.spanFrom(start) };
    }
    case ELSE:
      return cursor.unexpected("a statement", ["`else` follows the closing brace of an `if`"]);
    case OR:
      return cursor.unexpected("a statement", ["`or` follows the closing brace of a branch of `choose`"]);
    case SEMICOLON:
      return cursor.unexpected("a statement", ["a block needs no `;` behind its closing brace"]);
    default:
      return cursor.unexpected("a statement");
  }
}

/** `A -> B : l;` or `A -> B, C : l;` */
function parseSelection(cursor: Cursor, start: number): Statement {
  const from = cursor.name("a role");
  cursor.advance();
  const to = [cursor.name("a role")];
  if (cursor.kind() === DOT) cursor.unexpected("`:` and the label of the selection", ["to send a value, write what is sent: `A.e -> B.x;`"]);
  while (cursor.accept(COMMA)) to.push(cursor.name("a role"));
  if (!cursor.accept(COLON)) {
    if (cursor.kind() === SEMICOLON || cursor.kind() === RIGHT_BRACE || cursor.atLineStart()) {
      const message = "a selection names its label";
      cursor.fail("missing-selection-label", cursor.spanFrom(start), message, { notes: ["write `A -> B : label;`, or `A.e -> B.x;` to send a value"] });
    }
    cursor.unexpected("`,` or `:` and the label of the selection");
  }
  if (cursor.kind() === UNDERSCORE)
    cursor.fail("missing-selection-label", cursor.here(), "the empty label `_` selects nothing", { notes: ["write a name that tells the branches apart"] });
  const message = cursor.name("the label of the selection");
  cursor.semicolon("a statement");
  return { kind: "select", from, to, message, span: cursor.spanFrom(start) };
}

/** `A.e -> B.x : l;` */
function parseCommunication(cursor: Cursor, start: number): Statement {
  const from = cursor.name("a role");
  cursor.advance();
  const expressions = parsePayload(cursor);
  if (cursor.kind() === ASSIGN) cursor.unexpected("`->` and the receiver", ["only a whole variable is assigned: `A.x := e;`"]);
  cursor.expect(ARROW, "`->` and the receiver");
  const to = cursor.name("a role");
  cursor.expect(DOT, "`.` and the variable that receives the value");
  const variables: Name[] = [];
  if (cursor.accept(LEFT_PARENTHESIS)) {
    do variables.push(cursor.name("a variable"));
    while (cursor.accept(COMMA));
    cursor.expect(RIGHT_PARENTHESIS, "`,` or `)`");
  } else variables.push(cursor.name("a variable"));
  let message: Name | undefined;
  if (cursor.accept(COLON) && !cursor.accept(UNDERSCORE)) message = cursor.name("the label of the message");
  cursor.semicolon("a statement");
  const span = cursor.spanFrom(start);
  return message === undefined
    ? { kind: "communicate", from, expressions, to, variables, span }
    : { kind: "communicate", from, expressions, to, variables, message, span };
}

/** `A.x := e;` or `A.x := perform t(e);` */
function parseAssignment(cursor: Cursor, start: number): Statement {
  const role = cursor.name("a role");
  cursor.advance();
  const variable = parseTarget(cursor);
  if (cursor.isWord("perform") && cursor.ahead(1) === IDENTIFIER) {
    cursor.advance();
    const { transaction, values } = parsePerformed(cursor);
    return { kind: "perform", role, variable, transaction, arguments: values, span: cursor.spanFrom(start) };
  }
  const source = parseAssigned(cursor);
  cursor.semicolon("a statement");
  return { kind: "assign", role, variable, source, span: cursor.spanFrom(start) };
}

/** `A { x := e; … }` */
function parseLocal(cursor: Cursor, start: number): Statement {
  const role = cursor.name("a role");
  const open = cursor.here();
  cursor.advance();
  const assignments: { variable: Name; source: Source; span: Span }[] = [];
  parseUntilBrace(cursor, open, () => {
    const from = cursor.start();
    const { variable, source } = parseAssignedApart(cursor, role);
    cursor.semicolon("an assignment");
    assignments.push({ variable, source, span: cursor.spanFrom(from) });
  });
  return { kind: "local", role, assignments, span: cursor.spanFrom(start) };
}

/** `x := e` of a block of assignments; `perform` is refused with where it belongs. */
function parseAssignedApart(cursor: Cursor, role: Name): { readonly variable: Name; readonly source: Source } {
  const apart = (statement: string): void => {
    if (!cursor.isWord("perform") || cursor.ahead(1) !== IDENTIFIER) return;
    cursor.unexpected("an assignment", [`a transaction is performed outside of \`${role.text} { … }\`: \`${statement}\``]);
  };
  apart(`perform ${role.text}.t(…);`);
  const variable = parseTarget(cursor);
  apart(`${role.text}.${variable.text} := perform t(…);`);
  return { variable, source: parseAssigned(cursor) };
}

function parseIf(cursor: Cursor, start: number, chained = 0): Statement | undefined {
  if (chained > cursor.limits.nesting) {
    cursor.fail("nesting-too-deep", cursor.here(), `more than ${String(cursor.limits.nesting)} \`else if\` follow each other`, {
      notes: ["`match` has as many cases as it needs"],
    });
  }
  cursor.advance();
  const head = parseHead(cursor, () => parseLocated(cursor));
  const then = parseBlock(cursor);
  if (!cursor.accept(ELSE)) {
    return head === undefined ? undefined : { kind: "if", role: head.role, condition: head.expression, then, span: cursor.spanFrom(start) };
  }
  let otherwise: Block;
  if (cursor.kind() === IF) {
    const inner = parseIf(cursor, cursor.start(), chained + 1);
    if (inner === undefined) return undefined;
    otherwise = { statements: [inner], span: inner.span };
  } else otherwise = parseBlock(cursor);
  return head === undefined ? undefined : { kind: "if", role: head.role, condition: head.expression, then, else: otherwise, span: cursor.spanFrom(start) };
}

function parseMatch(cursor: Cursor, start: number): Statement | undefined {
  cursor.advance();
  const head = parseHead(cursor, () => parseLocated(cursor));
  const open = cursor.here();
  cursor.expect(LEFT_BRACE, "`{` and the cases");
  const cases: { pattern: Pattern; body: Block }[] = [];
  parseUntilBrace(cursor, open, () => {
    const pattern = parseHead(cursor, () => {
      const parsed = parsePattern(cursor);
      cursor.expect(CASE_ARROW, "`=>` and the block of the case");
      return parsed;
    });
    const body = parseBlock(cursor);
    if (pattern !== undefined) cases.push({ pattern, body });
  });
  return head === undefined ? undefined : { kind: "match", role: head.role, scrutinee: head.expression, cases, span: cursor.spanFrom(start) };
}

function parseChoose(cursor: Cursor, start: number): Statement | undefined {
  cursor.advance();
  const role = parseHead(cursor, () => cursor.name("a role"));
  const branches = [parseBlock(cursor)];
  while (cursor.accept(OR)) branches.push(parseBlock(cursor));
  const span = cursor.spanFrom(start);
  if (role === undefined) return undefined;
  if (branches.length < 2) {
    cursor.report("choice-without-alternative", span, "a choice has at least two branches", { notes: ["write `choose A { … } or { … }`"] });
    return undefined;
  }
  return { kind: "choose", role, branches, span };
}

function parseCall(cursor: Cursor, start: number): Statement {
  cursor.advance();
  const choreography = cursor.name("a choreography");
  cursor.expect(LEFT_PARENTHESIS, "`(` and the roles");
  const roles: Name[] = [];
  if (cursor.kind() === IDENTIFIER) {
    do roles.push(cursor.name("a role"));
    while (cursor.accept(COMMA));
  }
  const values = cursor.accept(SEMICOLON) ? parseExpressions(cursor, RIGHT_PARENTHESIS, "`,` or `)`") : undefined;
  if (values === undefined) cursor.expect(RIGHT_PARENTHESIS, "`,`, `;` and the values, or `)`");
  cursor.semicolon("a statement");
  return { kind: "call", choreography, roles, arguments: values ?? [], span: cursor.spanFrom(start) };
}
