/**
 * The reader of `.ctx` files of mpstk (Scalas and Yoshida, POPL 2019), typing contexts: `s[p]: q⊕{ask(Int).q&{yes, no}}, s[q]: …`, one context of ours for
 * each session.
 *
 *   T ::= end | t | rec(t) T | (T) | p⊕{ l(S).T, … } | p&{ l(S).T, … }       `(+)` is ⊕, `μ` is rec; the braces around one branch may be left out
 *   S ::= Int | Bool | String | Unit | T
 */
import { error } from "../../../calculus/diagnostics/index.ts";
import type { Limits } from "../../../calculus/diagnostics/index.ts";
import type { ParseFile } from "../../../calculus/loading/index.ts";
import type { ContextMember, Declaration, LocalBlock, Name, PayloadItem } from "../../../calculus/syntax/index.ts";
import { lex } from "../lexer.ts";
import type { LexicalRules } from "../lexer.ts";
import { LocalTypeBuilder } from "../local-type-builder.ts";
import { TokenCursor, recovery } from "../token-cursor.ts";

const rules: LexicalRules = {
  word: /[A-Za-z][A-Za-z0-9_]*/y,
  symbols: ["(+)", "⊕", "μ", "&", "{", "}", "(", ")", "[", "]", ":", ",", "."],
  strings: false,
  lineComments: ["#"],
  blockComments: [],
};

const grounds: ReadonlyMap<string, "int" | "bool" | "string" | "unit"> = new Map([
  ["Int", "int"],
  ["int", "int"],
  ["Bool", "bool"],
  ["bool", "bool"],
  ["String", "string"],
  ["string", "string"],
  ["Str", "string"],
  ["str", "string"],
  ["Unit", "unit"],
  ["unit", "unit"],
]);

const notes = ["a local type is `end`, a name, `rec(t) …`, `p⊕{…}`, `p&{…}` or one of these in parentheses; `(+)` is ⊕"];

/** Total: every text gives a tree, and diagnostics for what it does not hold. Linear in the text; takes no stack for sequences or for nesting. */
export const readContexts: ParseFile = (text, file, limits) => {
  const span = { file, start: 0, end: text.length };
  const { tokens, diagnostics, fatal } = lex(text, file, limits, rules);
  if (fatal) return { tree: { declarations: [], span }, diagnostics, tokens: 0 };
  const cursor = new TokenCursor(text, file, tokens);
  const sessions = new Map<string, { readonly name: Name; readonly members: ContextMember[] }>();
  while (!cursor.atEnd()) {
    const before = cursor.position();
    try {
      const { session, member } = readEntry(cursor, limits);
      const own = sessions.get(session.text) ?? { name: session, members: [] };
      sessions.set(session.text, own);
      own.members.push(member);
      if (!cursor.atEnd()) cursor.expect(",", "`,` and another channel, or the end of the file");
    } catch (failure) {
      if (failure !== recovery) throw failure;
      recoverEntry(cursor, before);
    }
  }
  const all = [...diagnostics, ...cursor.diagnostics].sort((first, second) => first.span.start - second.span.start);
  if (sessions.size === 0 && all.length === 0) all.push(error("empty-file", { file, start: 0, end: 0 }, "the file holds no typing context"));
  const declarations = [...sessions.values()].map(({ name, members }): Declaration => ({ kind: "context", name, members, span: name.span }));
  return { tree: { declarations, span }, diagnostics: all, tokens: tokens.length };
};

/** Moves to the next `s[p]:`. */
function recoverEntry(cursor: TokenCursor, before: number): void {
  if (cursor.position() === before) cursor.advance();
  while (!cursor.atEnd() && !(cursor.isWord() && cursor.is("[", 1))) cursor.advance();
}

/** `s[p]: T` */
function readEntry(cursor: TokenCursor, limits: Limits): { readonly session: Name; readonly member: ContextMember } {
  const session = cursor.name("a session");
  cursor.expect("[", "`[` and a role");
  const role = cursor.name("a role");
  cursor.expect("]");
  cursor.expect(":", "`:` and a local type");
  const body = readType(cursor, limits);
  return { session, member: { role, body, span: cursor.spanFrom(session.span.start) } };
}

function readType(cursor: TokenCursor, limits: Limits): LocalBlock {
  const builder = new LocalTypeBuilder(cursor, limits);
  /** The role and the direction of each choice that is open, and where it began. */
  const choices: { readonly peer: Name; readonly kind: "send" | "receive" }[] = [];

  /** Reads up to the end of a type: `end`, a variable, or a message behind which nothing stands. */
  function descend(): void {
    for (;;) {
      const { start, text, kind } = cursor.token();
      if (cursor.accept("(")) {
        builder.beginGroup(start);
      } else if (text === "μ" || (text === "rec" && cursor.is("(", 1))) {
        cursor.advance();
        cursor.expect("(");
        const variable = cursor.name("the name of the recursion");
        cursor.expect(")");
        builder.beginRecursion(variable, start);
      } else if (kind !== "word") {
        cursor.unexpected("a local type", notes);
      } else if (cursor.is("&", 1) || cursor.is("⊕", 1) || cursor.is("(+)", 1)) {
        const peer = cursor.name("a role");
        const direction = cursor.advance().text === "&" ? "receive" : "send";
        if (cursor.accept("{")) {
          builder.beginChoice(start);
          choices.push({ peer, kind: direction });
        }
        if (!message(peer, direction, start)) return;
      } else {
        if (!cursor.accept("end")) builder.jump(cursor.name("a local type"));
        return;
      }
    }
  }

  /** Reads `l(S).`, which begins at `start`, and says whether a type follows. */
  function message(peer: Name, kind: "send" | "receive", start: number): boolean {
    const label = cursor.name("the label of a message");
    const payload = readPayload(cursor);
    builder.add({ kind, peer, label, payload, span: cursor.spanFrom(start) });
    return cursor.accept(".");
  }

  for (;;) {
    descend();
    for (let isOpen = false; !isOpen;) {
      const inside = builder.endType();
      if (inside === undefined) return builder.block();
      if (inside === "group") {
        cursor.expect(")");
        builder.endGroup();
        continue;
      }
      const choice = choices.at(-1);
      if (cursor.accept(",")) {
        builder.nextBranch();
        isOpen = choice !== undefined && message(choice.peer, choice.kind, cursor.token().start);
        continue;
      }
      cursor.expect("}", "`,` or `}`");
      choices.pop();
      builder.endChoice();
    }
  }
}

/** `(Int)`; nothing, `()` and `(end)` are no payload. */
function readPayload(cursor: TokenCursor): readonly PayloadItem[] {
  const open = cursor.token();
  if (!cursor.is("(")) return [];
  if (cursor.is(")", 1) || (cursor.is("end", 1) && cursor.is(")", 2))) {
    cursor.skipBalanced();
    return [];
  }
  const ground = grounds.get(cursor.ahead(1).text);
  if (ground === undefined || !cursor.is(")", 2)) {
    cursor.skipBalanced();
    return cursor.fail("not-yet-supported", cursor.spanFrom(open.start), "payloads that are local types are not supported yet", [
      "a session end is delegated by its protocol and role here, which a typing context does not name",
    ]);
  }
  cursor.advance();
  const { start, end } = cursor.advance();
  const span = { file: cursor.file, start, end };
  cursor.expect(")");
  return [{ sort: { kind: "value", type: { kind: "primitive", name: ground, span } }, span }];
}
