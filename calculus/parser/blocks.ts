/** Blocks of statements of any kind: where they end, and how parsing goes on behind a statement with errors. */
import type { Span } from "../diagnostics/index.ts";
import { mostDiagnostics, recovery, type Cursor } from "./cursor.ts";
import { atDeclaration, recoverStatement } from "./recover.ts";
import { END, LEFT_BRACE, RIGHT_BRACE } from "./tokens.ts";
import { suspiciousBlock } from "./unclosed.ts";

/** Parses `{ … }`; `parse` takes one statement, undefined if it had errors that are reported. Statements with errors are left out. */
export function parseBlockOf<Item>(
  cursor: Cursor,
  parse: (cursor: Cursor) => Item | undefined,
  expected: string = "`{` and the statements",
): { readonly statements: readonly Item[]; readonly span: Span } {
  const start = cursor.start();
  const open = cursor.here();
  cursor.expect(LEFT_BRACE, expected);
  const statements: Item[] = [];
  parseUntilBrace(cursor, open, () => {
    const statement = parse(cursor);
    if (statement !== undefined) statements.push(statement);
  });
  return { statements, span: cursor.spanFrom(start) };
}

/** Calls `parse` until the closing brace, which it takes; after an error it goes on at the next statement. */
export function parseUntilBrace(cursor: Cursor, open: Span, parse: () => void): void {
  const begin = cursor.index;
  for (;;) {
    const kind = cursor.kind();
    if (kind === RIGHT_BRACE) {
      cursor.advance();
      return;
    }
    if (kind === END || atDeclaration(cursor)) {
      if (!cursor.unclosed && !cursor.refusedSince(begin)) {
        cursor.unclosed = true;
        cursor.report("unclosed-block", open, "this brace is never closed", {
          labels: [
            { span: cursor.here(), message: kind === END ? "the file ends here" : "the next declaration begins here" },
            ...suspiciousBlock(cursor, begin),
          ],
        });
      }
      throw recovery;
    }
    if (cursor.diagnostics.length >= mostDiagnostics) throw recovery;
    const before = cursor.index;
    try {
      parse();
    } catch (thrown) {
      if (thrown !== recovery) throw thrown;
      recoverStatement(cursor);
      if (cursor.index === before && cursor.kind() !== RIGHT_BRACE && cursor.kind() !== END && !atDeclaration(cursor)) cursor.advance();
    }
  }
}
