/**
 * The reader of kmc's local types, a list of named ones, as a context with one member for each:
 *
 *   T ::= end | x | rec x . T | A!l; T | A?l; T | { T, …, T }
 */
import { error } from "../../../calculus/diagnostics/index.ts";
import type { Limits } from "../../../calculus/diagnostics/index.ts";
import type { ParseFile } from "../../../calculus/loading/index.ts";
import type { ContextMember, LocalBlock, LocalStatement } from "../../../calculus/syntax/index.ts";
import { nameOf } from "../context-name.ts";
import { lex } from "../lexer.ts";
import { LocalTypeBuilder } from "../local-type-builder.ts";
import { TokenCursor, recovery } from "../token-cursor.ts";
import { localTypeRules } from "./lexical-rules.ts";

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
  const builder = new LocalTypeBuilder(cursor, limits);

  /** Reads up to the end of a type: `end` or a variable. */
  function descend(): void {
    for (;;) {
      const { start, text, kind } = cursor.token();
      if (cursor.is("!", 1) || cursor.is("?", 1)) {
        builder.add(readAction(cursor));
      } else if (cursor.accept("{")) {
        builder.beginChoice(start);
      } else if (kind !== "word") {
        cursor.unexpected("a local type", notes);
      } else if (text === "rec") {
        cursor.advance();
        const variable = cursor.name("the name of the recursion");
        cursor.expect(".");
        builder.beginRecursion(variable, start);
      } else {
        if (!cursor.accept("end")) builder.jump(cursor.name("a local type"));
        return;
      }
    }
  }

  for (;;) {
    descend();
    for (;;) {
      if (builder.endType() === undefined) return builder.block();
      if (cursor.accept(",")) break;
      cursor.expect("}", "`,` or `}`");
      builder.endChoice();
    }
    builder.nextBranch();
  }
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
