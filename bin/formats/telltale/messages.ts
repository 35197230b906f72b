/**
 * Messages of Telltale: `Request of shop.Order`, `Result(i : Int, ok : Bool)`, `Msg { data : String }`. What stands in a payload belongs to another
 * language and is kept as text: a type is the same exactly if its text is, white space aside.
 */
import type { Name, PayloadItem, ProtocolStatement } from "../../../calculus/syntax/index.ts";
import { readAnnotations, readRole } from "./roles.ts";
import type { Reading } from "./reading.ts";

/** Whether a message begins here: a role, with its index and its annotations, and an arrow. */
export function isMessage({ cursor }: Reading): boolean {
  if (!cursor.isWord()) return false;
  let distance = 1;
  for (let depth = 0; ; distance++) {
    const { text, kind } = cursor.ahead(distance);
    if (kind === "end") return false;
    if (text === "{" || text === "[" || text === "(") depth++;
    else if (text === "}" || text === "]" || text === ")") depth--;
    else if (depth === 0) return text === "->" || text === "->*";
    if (depth < 0) return false;
  }
}

/** `A { … } -> B : Label of T`, or `A ->* : Label` to everybody else. */
export function readMessage(reading: Reading): ProtocolStatement {
  const { cursor } = reading;
  const { start } = cursor.token();
  const from = readRole(reading, "the role that sends");
  readAnnotations(reading);
  const to: Name[] = [];
  if (cursor.accept("->*")) {
    const everybody = cursor.spanFrom(start);
    for (const { text } of reading.roles) if (text !== from.text) to.push({ text, span: everybody });
    if (to.length === 0) cursor.fail("not-yet-supported", everybody, "a broadcast to nobody is not supported");
  } else {
    cursor.expect("->", "`->` or `->*`");
    to.push(readRole(reading, "the role that receives"));
  }
  cursor.expect(":", "`:` and a message");
  const label = cursor.name("a message");
  const payload = [...readAttached(reading), ...readPayload(reading)];
  return { kind: "message", from, to, label, payload, span: cursor.spanFrom(start) };
}

/** `of shop.Order`, `of Pair<Int, shop.Order>` */
function readAttached(reading: Reading): readonly PayloadItem[] {
  const { cursor } = reading;
  if (!cursor.accept("of")) return [];
  const position = cursor.position();
  cursor.name("a type");
  while (cursor.accept(".") || cursor.accept("::")) cursor.name("a part of the name of a type");
  if (cursor.is("<")) {
    let depth = 0;
    do {
      if (cursor.is("<")) depth++;
      else if (cursor.is(">")) depth--;
      else if (!cursor.isWord() && !cursor.is(",") && !cursor.is(".") && !cursor.is("::")) cursor.unexpected("`,` or `>`");
      cursor.advance();
    } while (depth > 0);
  }
  return [itemOf(reading, undefined, position)];
}

function readPayload(reading: Reading): readonly PayloadItem[] {
  const { cursor } = reading;
  if (!cursor.is("(") && !cursor.is("{")) return [];
  const open = cursor.advance();
  const closing = open.text === "(" ? ")" : "}";
  const items: PayloadItem[] = [];
  while (!cursor.is(closing)) {
    let name: Name | undefined;
    if (cursor.isWord() && cursor.is(":", 1)) {
      name = cursor.name("a name");
      cursor.advance();
    }
    const position = cursor.position();
    let depth = 0;
    while (!cursor.atEnd() && !(depth === 0 && (cursor.is(",") || cursor.is(closing)))) {
      if (cursor.is("<")) depth++;
      if (cursor.is(">") && depth > 0) depth--;
      if (cursor.is("(") || cursor.is("[") || cursor.is("{")) cursor.skipBalanced();
      else if (cursor.is(")") || cursor.is("]") || cursor.is("}")) break;
      else cursor.advance();
    }
    if (cursor.position() === position) cursor.unexpected("what is sent");
    items.push(itemOf(reading, name, position));
    if (!cursor.accept(",")) break;
  }
  if (!cursor.accept(closing)) {
    if (cursor.atEnd()) cursor.fail("unclosed-block", cursor.spanOf(open), `this is never closed by \`${closing}\``);
    cursor.unexpected(`\`,\` or \`${closing}\``);
  }
  return items;
}

/** The item whose type has been taken since the token at `position`, as its tokens, with a space where two words would run together. */
function itemOf({ cursor, types }: Reading, name: Name | undefined, position: number): PayloadItem {
  const here = cursor.position();
  let text = "";
  for (let distance = position - here; distance < 0; distance++) {
    const written = cursor.ahead(distance).text;
    text += /\w$/.test(text) && /^\w/.test(written) ? ` ${written}` : written;
  }
  const span = cursor.spanFrom(cursor.ahead(position - here).start);
  const type = types.named({ text, span });
  return { ...(name === undefined ? {} : { name }), sort: { kind: "value", type }, span: name === undefined ? span : { ...span, start: name.span.start } };
}
