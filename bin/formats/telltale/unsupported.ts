/** Statements of Telltale that speak of more than messages: kept as they are written and refused by name, never approximated. */
import type { ProtocolStatement } from "../../../calculus/syntax/index.ts";
import { dedent, indent } from "./layout.ts";
import type { Reading } from "./reading.ts";

export const unsupportedWords: ReadonlySet<string> = new Set([
  ...["let", "authoritative", "observe", "in", "case", "check", "transfer", "delegate", "handoff", "publish", "materialize", "dependent"],
  ...["timeout", "heartbeat", "begin", "await", "resolve", "invalidate", "commit", "abort", "fork", "join", "acquire", "release", "tag"],
  ...["handshake", "retry", "quorum_collect"],
]);

/** Lines that go on with the statement before them, at the same indentation. */
const continuations: ReadonlySet<string> = new Set(["on", "in", "|", "body", "on_missing"]);

/** Moves to the next line that begins a statement of the same block, or to the end of the block. Within brackets lines mean nothing: to their end. */
export function skipStatement({ cursor, lines }: Reading, before: number): void {
  let depth = 0;
  while (!cursor.atEnd()) {
    const { text, start } = cursor.token();
    if (depth === 0 && (text === dedent || text === "}" || text === ")")) return;
    const isLine = lines.has(start) && text !== indent && text !== dedent;
    if (depth === 0 && isLine && cursor.position() > before && !continuations.has(text)) return;
    if (text === "(" || text === "[" || text === "{") {
      cursor.skipBalanced();
      continue;
    }
    if (text === indent) depth++;
    if (text === dedent) depth--;
    cursor.advance();
  }
}

export function takeUnsupported(reading: Reading): ProtocolStatement {
  const { cursor } = reading;
  const { start, text: construct } = cursor.token();
  skipStatement(reading, cursor.position());
  const span = cursor.spanFrom(start);
  cursor.report("not-yet-supported", span, `\`${construct}\` is not supported yet`);
  return { kind: "unsupported", construct, text: cursor.written(span), span };
}
