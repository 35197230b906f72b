/** What the messages of protocols and contexts carry (docs/language.md, Protocols). */
import type { PayloadItem } from "../syntax/index.ts";
import type { Cursor } from "./cursor.ts";
import { AT, COLON, COMMA, IDENTIFIER, LEFT_PARENTHESIS, RIGHT_PARENTHESIS } from "./tokens.ts";
import { parseFieldType } from "./types.ts";

/** Parses `(T, x: T, Q@C)`; nothing where no parenthesis opens. */
export function parsePayload(cursor: Cursor): readonly PayloadItem[] {
  const items: PayloadItem[] = [];
  if (!cursor.accept(LEFT_PARENTHESIS) || cursor.accept(RIGHT_PARENTHESIS)) return items;
  do items.push(parsePayloadItem(cursor));
  while (cursor.accept(COMMA));
  cursor.expect(RIGHT_PARENTHESIS, "`,` or `)`");
  return items;
}

/** `T`, `x: T`, `Q@C` or `s: Q@C` */
function parsePayloadItem(cursor: Cursor): PayloadItem {
  const start = cursor.start();
  if (cursor.kind() !== IDENTIFIER || cursor.ahead(1) !== COLON) return { sort: parseSort(cursor), span: cursor.spanFrom(start) };
  const name = cursor.name("a name");
  cursor.advance();
  return { name, sort: parseSort(cursor), span: cursor.spanFrom(start) };
}

function parseSort(cursor: Cursor): PayloadItem["sort"] {
  if (cursor.kind() !== IDENTIFIER || cursor.ahead(1) !== AT) return { kind: "value", type: parseFieldType(cursor) };
  const protocol = cursor.name("a protocol");
  cursor.advance();
  return { kind: "session", protocol, role: cursor.name("a role of the protocol") };
}
