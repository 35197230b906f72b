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
  const opened: { readonly index: number; readonly indent: number }[] = [];
  const spanOf = (index: number): Span => ({ file: cursor.file, start: starts[index] ?? 0, end: ends[index] ?? 0 });
  // The column of the first token of the current line; of the first line looked at it does not matter.
  let indent = 0;
  for (let index = open; index < cursor.index; index++) {
    const start = starts[index] ?? 0;
    const lineStart = cursor.text.slice(ends[index - 1] ?? 0, start).lastIndexOf("\n");
    const first = lineStart >= 0;
    if (first) indent = start - (ends[index - 1] ?? 0) - lineStart - 1;
    if (kinds[index] === LEFT_BRACE) opened.push({ index, indent });
    if (kinds[index] !== RIGHT_BRACE) continue;
    const opener = opened.pop();
    if (opener === undefined || !first || indent >= opener.indent) continue;
    return [
      { span: spanOf(opener.index), message: "perhaps this one" },
      { span: spanOf(index), message: "it is closed here, further left" },
    ];
  }
  return [];
}
