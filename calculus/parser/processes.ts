/** Processes, the endpoints written by hand, with recovery by statement (docs/language.md, Processes). */
import type { Declaration, Expression, Name, Pattern, ProcessBlock, ProcessStatement, SelectAction, SelectAlternative, Type } from "../syntax/index.ts";
import { parseBinding, parseLabel, parseNames } from "./bindings.ts";
import { parseBlockOf, parseUntilBrace } from "./blocks.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression, parseExpressions } from "./expressions.ts";
import { misspelledAmong } from "./misspelled.ts";
import { parsePattern } from "./patterns.ts";
import { parseHead } from "./recover.ts";
import {
  ASSERT,
  ASSIGN,
  ASSUME,
  beginsStatement,
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
  EXCLAMATION,
  IDENTIFIER,
  IF,
  kindOfWord,
  LEFT_BRACE,
  LEFT_PARENTHESIS,
  LOOP,
  MATCH,
  OR,
  QUESTION,
  reservedWords,
  RIGHT_PARENTHESIS,
  SEMICOLON,
  WHILE,
} from "./tokens.ts";
import { parseFieldType } from "./types.ts";
import { atLaterStatement, takeUnsupported } from "./unsupported.ts";

/** Parses what stands behind `process`. */
export function parseProcess(cursor: Cursor, start: number): Declaration {
  const name = cursor.name("the name of a process");
  const parameters = parseParameters(cursor);
  cursor.expectWord("plays");
  const role = cursor.name("the role that it plays");
  const protocol = cursor.acceptWord("in") ? { protocol: cursor.name("a protocol") } : {};
  const body = parseBlockOf(cursor, parseProcessStatement, "protocol" in protocol ? undefined : "`in` and a protocol, or `{` and the statements");
  return { kind: "process", name, parameters, role, ...protocol, body, span: cursor.spanFrom(start) };
}

function parseParameters(cursor: Cursor): readonly { readonly name: Name; readonly type: Type }[] {
  const parameters: { name: Name; type: Type }[] = [];
  if (!cursor.accept(LEFT_PARENTHESIS) || cursor.accept(RIGHT_PARENTHESIS)) return parameters;
  do {
    const name = cursor.name("a parameter");
    cursor.expect(COLON, "`:` and the type of the parameter");
    parameters.push({ name, type: parseFieldType(cursor) });
  } while (cursor.accept(COMMA));
  cursor.expect(RIGHT_PARENTHESIS, "`,` or `)`");
  return parameters;
}

function parseProcessBlock(cursor: Cursor): ProcessBlock {
  return parseBlockOf(cursor, parseProcessStatement);
}

const statementWords: readonly string[] = ["branch", "select", ...reservedWords.filter((word) => beginsStatement(kindOfWord(word)))];

function parseProcessStatement(cursor: Cursor): ProcessStatement | undefined {
  const start = cursor.start();
  const kind = cursor.kind();
  if (kind === IDENTIFIER) {
    switch (cursor.ahead(1)) {
      case EXCLAMATION:
      case QUESTION:
      case DOT:
        return parseAction(cursor, start);
      case ASSIGN:
      case EQUALS: {
        const { variable, source } = parseBinding(cursor);
        cursor.semicolon("a statement");
        return { kind: "assign", variable, source, span: cursor.spanFrom(start) };
      }
      default:
        if (cursor.isWord("branch")) return parseBranch(cursor, start);
        if (cursor.isWord("select") && cursor.ahead(1) === LEFT_BRACE) return parseSelect(cursor, start);
    }
  }
  if (atLaterStatement(cursor)) return { kind: "unsupported", ...takeUnsupported(cursor, start), span: cursor.spanFrom(start) };
  if (kind !== IDENTIFIER) return parseByWord(cursor, kind, start);
  const meant = misspelledAmong(cursor, statementWords);
  if (meant === "select") return parseSelect(cursor, start);
  return meant === "branch" ? parseBranch(cursor, start) : parseByWord(cursor, kindOfWord(meant ?? ""), start);
}

function parseByWord(cursor: Cursor, kind: number, start: number): ProcessStatement | undefined {
  switch (kind) {
    case IF:
      return parseIf(cursor, start, 0);
    case MATCH:
      return parseMatch(cursor, start);
    case CHOOSE: {
      cursor.advance();
      const branches = [parseProcessBlock(cursor)];
      while (cursor.accept(OR)) branches.push(parseProcessBlock(cursor));
      const span = cursor.spanFrom(start);
      if (branches.length >= 2) return { kind: "choose", branches, span };
      cursor.report("choice-without-alternative", span, "a choice has at least two branches", { notes: ["write `choose { … } or { … }`"] });
      return undefined;
    }
    case WHILE: {
      cursor.advance();
      const condition = parseHead(cursor, () => parseExpression(cursor));
      const body = parseProcessBlock(cursor);
      return condition === undefined ? undefined : { kind: "while", condition, body, span: cursor.spanFrom(start) };
    }
    case LOOP: {
      cursor.advance();
      const name = parseHead(cursor, () => cursor.name("the name of the loop"));
      const body = parseProcessBlock(cursor);
      return name === undefined ? undefined : { kind: "loop", name, body, span: cursor.spanFrom(start) };
    }
    case CONTINUE:
    case BREAK: {
      cursor.advance();
      const loop = cursor.name("the name of a loop");
      cursor.semicolon("a statement");
      return { kind: kind === CONTINUE ? "continue" : "break", loop, span: cursor.spanFrom(start) };
    }
    case CALL: {
      cursor.advance();
      const process = cursor.name("a process");
      cursor.expect(LEFT_PARENTHESIS, "`(` and the values");
      const values = parseExpressions(cursor, RIGHT_PARENTHESIS, "`,` or `)`");
      cursor.semicolon("a statement");
      return { kind: "call", process, arguments: values, span: cursor.spanFrom(start) };
    }
    case ASSERT:
    case ASSUME: {
      cursor.advance();
      const condition = parseExpression(cursor);
      cursor.semicolon("a statement");
      return { kind: kind === ASSERT ? "assert" : "assume", condition, span: cursor.spanFrom(start) };
    }
    default:
      return notAStatement(cursor, kind);
  }
}

function notAStatement(cursor: Cursor, kind: number): never {
  switch (kind) {
    case IDENTIFIER:
      cursor.advance();
      return cursor.unexpected("`!`, `?`, `.` or `:=`", [
        "statements of a process are `B!label(e);`, `B?label(x);`, `x := e;` or begin with a word such as `branch` or `if`",
      ]);
    case ELSE:
      return cursor.unexpected("a statement", ["`else` follows the closing brace of an `if`"]);
    case OR:
      return cursor.unexpected("a statement", ["`or` follows the closing brace of a branch of `choose`"]);
    case SEMICOLON:
      return cursor.unexpected("a statement", ["a block needs no `;` behind its closing brace"]);
    default:
      return cursor.unexpected("a statement of a process");
  }
}

/** `B` or `s.B`: the role at the other end, in the session whose end the variable `s` holds. */
function parsePeer(cursor: Cursor): { readonly session: Name | undefined; readonly role: Name } {
  const first = cursor.name("a role");
  return cursor.accept(DOT) ? { session: first, role: cursor.name("a role") } : { session: undefined, role: first };
}

/** `B!label(e);` `B?label(x);` and the same behind `s.` */
function parseAction(cursor: Cursor, start: number): ProcessStatement {
  const { session, role } = parsePeer(cursor);
  if (cursor.accept(EXCLAMATION)) {
    const label = parseLabel(cursor);
    const values = cursor.accept(LEFT_PARENTHESIS) ? parseExpressions(cursor, RIGHT_PARENTHESIS, "`,` or `)`") : [];
    cursor.semicolon("a statement");
    const span = cursor.spanFrom(start);
    return session === undefined
      ? { kind: "send", to: role, label, arguments: values, span }
      : { kind: "send", session, to: role, label, arguments: values, span };
  }
  cursor.expect(QUESTION, "`!` or `?` and the label of the message");
  const label = parseLabel(cursor);
  const variables = parseNames(cursor, "a variable");
  cursor.semicolon("a statement");
  const span = cursor.spanFrom(start);
  return session === undefined ? { kind: "receive", from: role, label, variables, span } : { kind: "receive", session, from: role, label, variables, span };
}

/** `branch B { ok(x) => { … } quit => { … } }`, or `branch { B?ok(x) => { … } C?quit => { … } }` */
function parseBranch(cursor: Cursor, start: number): ProcessStatement | undefined {
  cursor.advance();
  const isDirected = cursor.kind() !== LEFT_BRACE;
  const peer = isDirected ? parseHead(cursor, () => parsePeer(cursor)) : undefined;
  const open = cursor.here();
  cursor.expect(LEFT_BRACE, "`{` and the cases");
  const cases: { from?: Name; label: Name; variables: readonly Name[]; body: ProcessBlock }[] = [];
  parseUntilBrace(cursor, open, () => {
    const head = parseHead(cursor, () => {
      const sender = isDirected ? {} : parseSender(cursor);
      const label = parseLabel(cursor);
      const variables = parseNames(cursor, "a variable");
      cursor.expect(CASE_ARROW, "`=>` and the block of the case");
      return { ...sender, label, variables };
    });
    const body = parseProcessBlock(cursor);
    if (head !== undefined) cases.push({ ...head, body });
  });
  const span = cursor.spanFrom(start);
  if (!isDirected) return { kind: "branch", cases, span };
  if (peer === undefined) return undefined;
  const { session, role } = peer;
  return session === undefined ? { kind: "branch", from: role, cases, span } : { kind: "branch", session, from: role, cases, span };
}

/** `B?` before the label of a case, where the `branch` names no role. */
function parseSender(cursor: Cursor): { readonly from: Name } {
  const from = cursor.name("the role that sends it");
  if (!cursor.accept(QUESTION)) {
    cursor.unexpected("`?` and the label of the message", ["a `branch` without a role has cases such as `B?ok(x) => { … }`, of the session of the process"]);
  }
  return { from };
}

/** `select { when e: B!l(e) do { x := e; } => { … } A?l(x) skip }` */
function parseSelect(cursor: Cursor, start: number): ProcessStatement {
  cursor.advance();
  const open = cursor.here();
  cursor.expect(LEFT_BRACE, "`{` and the alternatives");
  const alternatives: SelectAlternative[] = [];
  parseUntilBrace(cursor, open, () => {
    const begin = cursor.start();
    const head = parseHead(cursor, () => {
      const guard = parseGuard(cursor);
      return { ...guard, action: parseSelectAction(cursor) };
    });
    const updates = head === undefined || !cursor.isWord("do") || cursor.ahead(1) !== LEFT_BRACE ? [] : parseUpdates(cursor);
    const hasBody = head === undefined || cursor.accept(CASE_ARROW);
    const behind = { file: cursor.file, start: cursor.previousEnd(), end: cursor.previousEnd() };
    const body: ProcessBlock = hasBody ? parseProcessBlock(cursor) : { statements: [], span: behind };
    // Of a faulty head the block may have been that of `do`.
    if (head === undefined && cursor.accept(CASE_ARROW)) parseProcessBlock(cursor);
    if (head !== undefined) alternatives.push({ ...head, updates, body, span: cursor.spanFrom(begin) });
  });
  return { kind: "select", alternatives, span: cursor.spanFrom(start) };
}

function parseGuard(cursor: Cursor): { readonly guard?: Expression } {
  if (!cursor.isWord("when") || cursor.ahead(1) === EXCLAMATION || cursor.ahead(1) === QUESTION) return {};
  cursor.advance();
  const guard = parseExpression(cursor);
  cursor.expect(COLON, "`:` and what is done when this holds");
  return { guard };
}

function parseSelectAction(cursor: Cursor): SelectAction {
  const next = cursor.ahead(1);
  if (cursor.isWord("skip") && next !== EXCLAMATION && next !== QUESTION) {
    cursor.advance();
    return { kind: "skip" };
  }
  const role = cursor.name("`when`, `skip` or a role");
  if (cursor.accept(EXCLAMATION)) {
    const label = parseLabel(cursor);
    const values = cursor.accept(LEFT_PARENTHESIS) ? parseExpressions(cursor, RIGHT_PARENTHESIS, "`,` or `)`") : [];
    return { kind: "send", to: role, label, arguments: values };
  }
  if (!cursor.accept(QUESTION)) {
    cursor.unexpected("`!` or `?` and the label of the message", [
      "alternatives of a `select` are `B!label(e)`, `B?label(x)` and `skip`, each with `when e:` before it if it is guarded",
    ]);
  }
  return { kind: "receive", from: role, label: parseLabel(cursor), variables: parseNames(cursor, "a variable") };
}

/** `do { x := e; … }` */
function parseUpdates(cursor: Cursor): SelectAlternative["updates"] {
  cursor.advance();
  return parseBlockOf(cursor, (inside) => {
    const from = inside.start();
    const { variable, source } = parseBinding(inside);
    inside.semicolon("an assignment");
    if (source.kind === "expression") return { variable, expression: source.expression };
    inside.report("unexpected-token", inside.spanFrom(from), "`any` chooses a value, which is a step of its own", {
      notes: ["assign before the `select`, or in the block behind `=>`"],
    });
    return undefined;
  }).statements;
}

function parseIf(cursor: Cursor, start: number, chained: number): ProcessStatement | undefined {
  if (chained > cursor.limits.nesting) {
    cursor.fail("nesting-too-deep", cursor.here(), `more than ${String(cursor.limits.nesting)} \`else if\` follow each other`, {
      notes: ["`match` has as many cases as it needs"],
    });
  }
  cursor.advance();
  const condition = parseHead(cursor, () => parseExpression(cursor));
  const then = parseProcessBlock(cursor);
  const otherwise = cursor.accept(ELSE) ? parseElse(cursor, chained) : undefined;
  if (condition === undefined || otherwise === "faulty") return undefined;
  return { kind: "if", condition, then, ...(otherwise === undefined ? {} : { else: otherwise }), span: cursor.spanFrom(start) };
}

/** The block behind `else`; `else if` is a block of one `if`. */
function parseElse(cursor: Cursor, chained: number): ProcessBlock | "faulty" {
  if (cursor.kind() !== IF) return parseProcessBlock(cursor);
  const inner = parseIf(cursor, cursor.start(), chained + 1);
  return inner === undefined ? "faulty" : { statements: [inner], span: inner.span };
}

function parseMatch(cursor: Cursor, start: number): ProcessStatement | undefined {
  cursor.advance();
  const scrutinee: Expression | undefined = parseHead(cursor, () => parseExpression(cursor));
  const open = cursor.here();
  cursor.expect(LEFT_BRACE, "`{` and the cases");
  const cases: { pattern: Pattern; body: ProcessBlock }[] = [];
  parseUntilBrace(cursor, open, () => {
    const pattern = parseHead(cursor, () => {
      const parsed = parsePattern(cursor);
      cursor.expect(CASE_ARROW, "`=>` and the block of the case");
      return parsed;
    });
    const body = parseProcessBlock(cursor);
    if (pattern !== undefined) cases.push({ pattern, body });
  });
  return scrutinee === undefined ? undefined : { kind: "match", scrutinee, cases, span: cursor.spanFrom(start) };
}
