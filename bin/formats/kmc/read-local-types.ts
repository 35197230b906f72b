/**
 * The reader of kmc's local types, a list of named ones, as a context with one member for each:
 *
 *   T ::= end | x | rec x . T | A!l; T | A?l; T | { T, …, T }
 */
import { error } from "../../../calculus/diagnostics/index.ts";
import type { Limits } from "../../../calculus/diagnostics/index.ts";
import type { ParseFile } from "../../../calculus/loading/index.ts";
import type { ContextMember, LocalBlock, LocalStatement, Name } from "../../../calculus/syntax/index.ts";
import { nameOf } from "../context-name.ts";
import { lex } from "../lexer.ts";
import { TokenCursor, recovery } from "../token-cursor.ts";
import { localTypeRules } from "./lexical-rules.ts";

/** A block that is being read: its statements so far, and what stands around them. */
type Frame = { readonly start: number; readonly statements: LocalStatement[] } & (
  | { readonly kind: "recursion"; readonly variable: Name; readonly shadowed: string | undefined; readonly bodyStart: number }
  | { readonly kind: "choice"; readonly branches: LocalBlock[]; branchStart: number }
);

const notes = ["a local type is `end`, a name, `rec x . …`, `A!label; …`, `A?label; …` or `{ …, … }`"];

/** Total: every text gives a tree, and diagnostics for what it does not hold. Linear in the text; takes no stack for sequences or for nesting. */
export const readLocalTypes: ParseFile = (text, file, limits, path) => {
  const span = { file, start: 0, end: text.length };
  const { tokens, diagnostics, fatal } = lex(text, file, limits, localTypeRules);
  if (fatal) return { tree: { declarations: [], span }, diagnostics, tokens: 0 };
  const cursor = new TokenCursor(text, file, tokens);
  const members: ContextMember[] = [];
  while (!cursor.atEnd()) {
    const before = cursor.position();
    try {
      members.push(readMember(cursor, limits));
    } catch (failure) {
      if (failure !== recovery) throw failure;
      recoverMember(cursor, before);
    }
  }
  const all = [...diagnostics, ...cursor.diagnostics].sort((first, second) => first.span.start - second.span.start);
  if (members.length === 0 && all.length === 0) all.push(error("empty-file", { file, start: 0, end: 0 }, "the file holds no local type"));
  const declarations = members.length === 0 ? [] : [{ kind: "context" as const, name: nameOf(path, file), members, span }];
  return { tree: { declarations, span }, diagnostics: all, tokens: tokens.length };
};

/** Moves to the next `A:`, where a member begins. */
function recoverMember(cursor: TokenCursor, before: number): void {
  if (cursor.position() === before) cursor.advance();
  while (!cursor.atEnd() && !(cursor.isWord() && cursor.is(":", 1))) cursor.advance();
}

function readMember(cursor: TokenCursor, limits: Limits): ContextMember {
  const role = cursor.name("the name of a machine");
  cursor.expect(":");
  const body = readType(cursor, limits);
  return { role, body, span: cursor.spanFrom(role.span.start) };
}

function readType(cursor: TokenCursor, limits: Limits): LocalBlock {
  const { start } = cursor.token();
  const frames: Frame[] = [];
  /** What the variables in scope are called: names are distinct within a member. */
  const bound = new Map<string, string>();
  const counts = new Map<string, number>();
  let here: LocalStatement[] = [];

  /** A variable that is bound again is called `x#2`, which no name of the text is. */
  function bind(written: Name): { readonly variable: Name; readonly shadowed: string | undefined } {
    const count = (counts.get(written.text) ?? 0) + 1;
    counts.set(written.text, count);
    const shadowed = bound.get(written.text);
    const text = count === 1 ? written.text : `${written.text}#${String(count)}`;
    bound.set(written.text, text);
    return { variable: { ...written, text }, shadowed };
  }

  function nest(): void {
    if (frames.length >= limits.nesting)
      cursor.fail("nesting-too-deep", cursor.spanOf(cursor.token()), `choices and recursions are nested deeper than ${String(limits.nesting)}, the limit`);
  }

  function variable(): void {
    const name = cursor.name("a local type");
    const text = bound.get(name.text);
    if (text === undefined) cursor.report("unknown-loop", name.span, `no \`rec ${name.text}\` stands around this`);
    here.push({ kind: "continue", variable: { ...name, text: text ?? name.text }, span: name.span });
  }

  /** Reads up to the end of a type: `end` or a variable. */
  function descend(): void {
    for (;;) {
      const token = cursor.token();
      if (cursor.is("!", 1) || cursor.is("?", 1)) {
        here.push(readAction(cursor));
      } else if (token.text === "{") {
        nest();
        cursor.advance();
        frames.push({ kind: "choice", start: token.start, statements: here, branches: [], branchStart: cursor.token().start });
        here = [];
      } else if (token.kind !== "word") {
        cursor.unexpected("a local type", notes);
      } else if (token.text === "rec") {
        nest();
        cursor.advance();
        const binding = bind(cursor.name("the name of the recursion"));
        cursor.expect(".");
        frames.push({ kind: "recursion", start: token.start, statements: here, ...binding, bodyStart: cursor.token().start });
        here = [];
      } else {
        if (!cursor.accept("end")) variable();
        return;
      }
    }
  }

  /** Closes what the type ends; false when another one has to be read first. */
  function ascend(): boolean {
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const { statements } = frame;
      if (frame.kind === "recursion") {
        const { variable: own, shadowed } = frame;
        const [base = ""] = own.text.split("#");
        if (shadowed === undefined) bound.delete(base);
        else bound.set(base, shadowed);
        statements.push({ kind: "rec", variable: own, body: { statements: here, span: cursor.spanFrom(frame.bodyStart) }, span: cursor.spanFrom(frame.start) });
      } else {
        frame.branches.push({ statements: here, span: cursor.spanFrom(frame.branchStart) });
        if (cursor.accept(",")) {
          frame.branchStart = cursor.token().start;
          here = [];
          return false;
        }
        cursor.expect("}", "`,` or `}`");
        const { branches } = frame;
        const [only, another] = branches;
        if (only !== undefined && another === undefined) for (const statement of only.statements) statements.push(statement);
        else statements.push({ kind: "choice", branches, span: cursor.spanFrom(frame.start) });
      }
      frames.pop();
      here = statements;
    }
    return true;
  }

  do descend();
  while (!ascend());
  return { statements: here, span: cursor.spanFrom(start) };
}

/** `A!l;` or `A?l;` */
function readAction(cursor: TokenCursor): LocalStatement {
  const peer = cursor.name("the other machine");
  const kind = cursor.advance().text === "!" ? "send" : "receive";
  const label = cursor.name("a message");
  const span = cursor.spanFrom(peer.span.start);
  cursor.expect(";", "`;` and what follows");
  return { kind, peer, label, payload: [], span };
}
