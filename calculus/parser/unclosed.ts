/** Which brace was forgotten: indentation often knows better than counting. */
import type { Label, Span } from "../diagnostics/index.ts";
import type { Cursor } from "./cursor.ts";
import { LEFT_BRACE, RIGHT_BRACE } from "./tokens.ts";

/**
 * A label for the block inside the one whose brace is at `open` (a token index) that was closed by a brace further left than its own line: the brace that it
 * took belongs to a block around it. Empty if indentation says nothing. Called once per error; linear in the tokens looked at.
 */
export function suspiciousBlock(cursor: Cursor, open: number): readonly Label[] {
  const { kinds, starts, ends } = cursor.tokens;
  const opened: number[] = [];
  for (let index = open; index < cursor.index; index++) {
    if (kinds[index] === LEFT_BRACE) opened.push(index);
    if (kinds[index] !== RIGHT_BRACE) continue;
    const opener = opened.pop();
    const close = starts[index] ?? 0;
    const column = columnIfFirst(cursor.text, close);
    if (opener === undefined || column === undefined) continue;
    const start = starts[opener] ?? 0;
    if (column < indentOf(cursor.text, start)) {
      const span = (from: number, to: number | undefined): Span => ({ file: cursor.file, start: from, end: to ?? from });
      return [
        { span: span(start, ends[opener]), message: "perhaps this one" },
        { span: span(close, ends[index]), message: "it is closed here, further left" },
      ];
    }
  }
  return [];
}

/** The column of what stands at an offset, if only white space is before it on its line. */
function columnIfFirst(text: string, offset: number): number | undefined {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return text.slice(lineStart, offset).trim() === "" ? offset - lineStart : undefined;
}

/** The white space before the first word of the line of an offset. */
function indentOf(text: string, offset: number): number {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  let at = lineStart;
  while (at < offset && text.charCodeAt(at) <= 32) at++;
  return at - lineStart;
}
