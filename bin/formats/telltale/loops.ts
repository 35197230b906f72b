/** Loops of Telltale, as its reference explains them: `loop decide by A`, `loop repeat 3`, `loop forever`; and `rec X` with `continue X`. */
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { Name, ProtocolBlock, ProtocolStatement } from "../../../calculus/syntax/index.ts";
import type { Reading } from "./reading.ts";
import { readRole } from "./roles.ts";

/** Messages of the loops that are written out in one file. */
const mostWritten = 100_000;

/** Reads the loop at the cursor; `readBlock` reads its body. */
export function readLoop(reading: Reading, readBlock: (reading: Reading) => ProtocolBlock): readonly ProtocolStatement[] {
  const { cursor } = reading;
  const { start } = cursor.advance();
  const variable: Name = { text: `loop${String(++reading.loops)}`, span: cursor.spanFrom(start) };
  if (cursor.accept("decide")) {
    cursor.expect("by");
    const at = readRole(reading, "the role that decides");
    const body = readBlock(reading);
    return [decided(reading, variable, at, body, cursor.spanFrom(start))];
  }
  if (cursor.accept("forever")) {
    const body = readBlock(reading);
    return [{ kind: "rec", variable, body: again(body, variable), span: cursor.spanFrom(start) }];
  }
  if (cursor.accept("repeat")) {
    const times = cursor.advance();
    const body = readBlock(reading);
    if (/^[1-9][0-9]*$/.test(times.text)) return repeated(reading, times.text, body, cursor.spanFrom(start));
    if (times.kind !== "word" || /^[0-9]/.test(times.text))
      cursor.fail("unexpected-token", cursor.spanOf(times), "expected how often the loop is repeated, once at least");
    return cursor.fail("not-yet-supported", cursor.spanOf(times), `a loop that is repeated \`${times.text}\` times is not supported yet`, [
      "how often it is repeated is not known: write a number, or `loop decide by` the role that knows",
    ]);
  }
  if (cursor.accept("while")) {
    const condition = cursor.advance();
    readBlock(reading);
    return cursor.fail("not-yet-supported", cursor.spanOf(condition), "`loop while` is not supported yet", [
      "it does not say which role decides: write `loop decide by` that role",
    ]);
  }
  return cursor.unexpected("`decide by`, `repeat`, `while` or `forever`");
}

/** `rec l { choice at A { body continue l; } or { A -> B : Done; } }`: the first message of a round says that there is one, to whom `Done` says that there is none. */
function decided({ cursor }: Reading, variable: Name, at: Name, body: ProtocolBlock, span: Span): ProtocolStatement {
  const [first] = body.statements;
  if (first?.kind !== "message" || first.from.text !== at.text || first.to.length !== 1)
    return cursor.fail("choice-not-sender-driven", first?.span ?? at.span, `a loop that ${at.text} decides begins with a message of ${at.text} to one role`);
  const done: ProtocolStatement = { kind: "message", from: at, to: first.to, label: { text: "Done", span: at.span }, payload: [], span: at.span };
  const choice: ProtocolStatement = { kind: "choice", at, branches: [again(body, variable), { statements: [done], span: at.span }], span };
  return { kind: "rec", variable, body: { statements: [choice], span }, span };
}

/** The body and a jump back, unless it has one already. */
function again(body: ProtocolBlock, variable: Name): ProtocolBlock {
  if (body.statements.at(-1)?.kind === "continue") return body;
  return { ...body, statements: [...body.statements, { kind: "continue", variable, span: variable.span }] };
}

function repeated(reading: Reading, times: string, body: ProtocolBlock, span: Span): readonly ProtocolStatement[] {
  const count = times.length > 7 ? mostWritten + 1 : Number(times);
  reading.written += count * Math.max(1, sizeOf(body));
  if (reading.written > mostWritten) {
    return reading.cursor.fail("not-yet-supported", span, `loops that write out more than ${String(mostWritten)} statements are not supported`, [
      "`loop repeat` is written out once for each round",
    ]);
  }
  return Array.from({ length: count }, () => body.statements).flat();
}

function sizeOf({ statements }: ProtocolBlock): number {
  let size = 0;
  for (const statement of statements) {
    size++;
    if (statement.kind === "choice" || statement.kind === "par") for (const branch of statement.branches) size += sizeOf(branch);
    if (statement.kind === "rec") size += sizeOf(statement.body);
  }
  return size;
}
