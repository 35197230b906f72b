/**
 * Telltale's layout: deeper indentation opens a block, and less closes it. Within brackets it means nothing, and a line that begins with an arrow or a
 * brace goes on with the line before.
 */
import { error } from "../../../calculus/diagnostics/index.ts";
import type { Diagnostic, Limits } from "../../../calculus/diagnostics/index.ts";
import type { Token } from "../lexer.ts";

/** The texts of the tokens that indentation stands for; no word or symbol has them. */
export const indent = "(deeper indentation)";
export const dedent = "(end of indentation)";

export interface LaidOut {
  readonly tokens: readonly Token[];
  /** Where lines begin that do not go on with the one before: offsets of their first tokens. */
  readonly lines: ReadonlySet<number>;
  readonly diagnostics: readonly Diagnostic[];
  readonly fatal: boolean;
}

const opening: ReadonlySet<string> = new Set(["(", "[", "{"]);
const closing: ReadonlySet<string> = new Set([")", "]", "}"]);

/** Puts the tokens of indentation among the others. Every block is closed. Linear in the text. */
export function layOut(text: string, file: number, tokens: readonly Token[], limits: Limits): LaidOut {
  const laidOut: Token[] = [];
  const diagnostics: Diagnostic[] = [];
  const lines = new Set<number>();
  const columns: number[] = [];
  let brackets = 0;
  let lineEnd = 0;

  const push = (written: string, at: number): void => {
    laidOut.push({ kind: "symbol", text: written, start: at, end: at });
  };

  for (const token of tokens) {
    const { text: written, start, kind } = token;
    if (kind === "end") {
      for (let open = columns.length; open > 1; open--) push(dedent, start);
      laidOut.push(token);
      break;
    }
    if (start >= lineEnd) {
      const lineStart = text.lastIndexOf("\n", start) + 1;
      const next = text.indexOf("\n", start);
      lineEnd = next < 0 ? text.length : next;
      if (brackets === 0 && !written.startsWith("->") && written !== "{") {
        lines.add(start);
        const before = text.slice(lineStart, start);
        const tab = before.indexOf("\t");
        if (tab >= 0)
          diagnostics.push(
            error("unexpected-character", { file, start: lineStart + tab, end: lineStart + tab + 1 }, "indentation is made of spaces, not of tabs"),
          );
        const column = start - lineStart;
        const current = columns.at(-1);
        if (current === undefined) columns.push(column);
        else if (column > current) {
          columns.push(column);
          if (columns.length > limits.nesting) {
            const refused = error("nesting-too-deep", { file, start, end: token.end }, `blocks are nested deeper than ${String(limits.nesting)}, the limit`);
            return { tokens: [], lines, diagnostics: [...diagnostics, refused], fatal: true };
          }
          push(indent, start);
        } else if (column < current) {
          while (columns.length > 1 && column < (columns.at(-1) ?? 0)) {
            columns.pop();
            push(dedent, start);
          }
          if (column !== columns.at(-1)) {
            diagnostics.push(
              error("unexpected-token", { file, start, end: token.end }, "this line is indented like none of the blocks around it", {
                notes: ["a block ends where a line is indented as one before it"],
              }),
            );
          }
        }
      }
    }
    if (opening.has(written)) brackets++;
    else if (closing.has(written) && brackets > 0) brackets--;
    laidOut.push(token);
  }
  return { tokens: laidOut, lines, diagnostics, fatal: false };
}
