/** Messages of Scribble: `l(x: int, T) from A to B, C;`, with nuScr's refinements and delegated session ends `P@A`. */
import type { Name, PayloadItem, ProtocolStatement, Type } from "../../../calculus/syntax/index.ts";
import { readRefinement } from "./refinements.ts";
import type { Reading } from "./reading.ts";
import { takeUnsupported } from "./unsupported.ts";

/** A name with dots, `demo.Greeting`, as one name. */
export function readQualifiedName({ cursor }: Reading, what: string): Name {
  const first = cursor.name(what);
  let { text } = first;
  while (cursor.is(".") && cursor.isWord(1)) {
    cursor.advance();
    text += `.${cursor.advance().text}`;
  }
  return { text, span: cursor.spanFrom(first.span.start) };
}

/** Reads the message at the cursor, up to its semicolon and annotation. */
export function readMessage(reading: Reading): ProtocolStatement {
  const { cursor } = reading;
  const start = cursor.token().start;
  // A message without a label has the label that our language writes `_`.
  const label = cursor.is("(") ? { text: "_", span: cursor.spanOf(cursor.token()) } : readQualifiedName(reading, "a statement");
  const payload = cursor.is("(") ? readPayload(reading) : [];
  if (cursor.is("connect")) return takeUnsupported(cursor, start, "connect");
  cursor.expect("from", "`from` and the sender");
  const from = cursor.name("the role that sends");
  cursor.expect("to", "`to` and the receiver");
  const to: Name[] = [];
  do to.push(cursor.name("the role that receives"));
  while (cursor.accept(","));
  endStatement(reading);
  return { kind: "message", from, to, label, payload, span: cursor.spanFrom(start) };
}

/** Takes the semicolon, and the annotation behind it, which has no meaning here. A missing one is said, and reading goes on as if it stood there. */
export function endStatement({ cursor }: Reading): void {
  if (!cursor.accept(";")) {
    const { start, end } = cursor.spanFrom(0);
    const next = cursor.token();
    const isNewLine = cursor.text.slice(end, next.start).includes("\n");
    if (next.kind !== "invalid" && (next.text === "}" || next.kind === "end" || (next.kind === "word" && isNewLine)) && start < end)
      cursor.report("missing-semicolon", { file: cursor.file, start: end, end }, "a statement ends in `;`");
    else cursor.unexpected("`;`");
  }
  readAnnotation(cursor);
}

/** `@"…"`: a text for other programs, which no check reads. */
export function readAnnotation(cursor: Reading["cursor"]): void {
  if (!cursor.is("@") || cursor.ahead(1).kind !== "string") return;
  cursor.advance();
  cursor.advance();
}

function readPayload(reading: Reading): readonly PayloadItem[] {
  const { cursor } = reading;
  const items: PayloadItem[] = [];
  cursor.expect("(");
  if (cursor.accept(")")) return items;
  do items.push(readItem(reading));
  while (cursor.accept(","));
  cursor.expect(")", "`,` or `)`");
  return items;
}

/** `T`, `x: T`, `x: T{e}`, `P@A` or `s: P@A` */
function readItem(reading: Reading): PayloadItem {
  const { cursor } = reading;
  const start = cursor.token().start;
  let name: Name | undefined;
  if (cursor.isWord() && cursor.is(":", 1)) {
    name = cursor.name("a name");
    cursor.advance();
  }
  const named = name === undefined ? {} : { name };
  const type = readQualifiedName(reading, "the type of a payload");
  if (cursor.accept("@")) {
    const role = cursor.name("the role whose session end is sent");
    return { ...named, sort: { kind: "session", protocol: type, role }, span: cursor.spanFrom(start) };
  }
  return { ...named, sort: { kind: "value", type: readRefined(reading, name, type) }, span: cursor.spanFrom(start) };
}

function readRefined(reading: Reading, own: Name | undefined, type: Name): Type {
  const { cursor } = reading;
  const base = reading.types.named(type);
  if (!cursor.accept("{")) return base;
  const predicate = readRefinement(reading, own);
  cursor.expect("}", "an operator or `}`");
  return { kind: "refined", base, predicate, span: cursor.spanFrom(base.span.start) };
}
