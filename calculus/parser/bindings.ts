/** What is bound and to what: assignments and the names that a message binds (docs/language.md, Statements). */
import type { Name, PlainSource } from "../syntax/index.ts";
import type { Cursor } from "./cursor.ts";
import { ASSIGN, COMMA, EQUALS, LEFT_PARENTHESIS, RIGHT_PARENTHESIS, UNDERSCORE } from "./tokens.ts";
import { parseSource } from "./types.ts";

/** Parses `x := e`; with `=` instead of `:=` the repair is reported and parsing goes on. */
export function parseBinding(cursor: Cursor): { readonly variable: Name; readonly source: PlainSource } {
  return { variable: parseTarget(cursor), source: parseSource(cursor) };
}

/** Parses `x :=`. */
export function parseTarget(cursor: Cursor): Name {
  const variable = cursor.name("a variable");
  if (cursor.kind() === EQUALS) {
    const span = cursor.here();
    cursor.report("unexpected-token", span, "assignment is written `:=`", { fix: { title: "write `:=`", edits: [{ span, replacement: ":=" }] } });
    cursor.advance();
  } else cursor.expect(ASSIGN, "`:=`");
  return variable;
}

/** Parses names in parentheses, separated by commas; none where no parenthesis opens, or nothing stands inside. */
export function parseNames(cursor: Cursor, what: string): readonly Name[] {
  const names: Name[] = [];
  if (!cursor.accept(LEFT_PARENTHESIS) || cursor.accept(RIGHT_PARENTHESIS)) return names;
  do names.push(cursor.name(what));
  while (cursor.accept(COMMA));
  cursor.expect(RIGHT_PARENTHESIS, "`,` or `)`");
  return names;
}

/** Parses the label of a message, where `_` is the label of a message that has none. */
export function parseLabel(cursor: Cursor): Name {
  if (cursor.kind() !== UNDERSCORE) return cursor.name("the label of the message");
  const span = cursor.here();
  cursor.advance();
  return { text: "_", span };
}
