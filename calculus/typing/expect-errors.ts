/** For tests: a text in which «…» marks where an error is expected, and the judgement of it. */
import { analyseText } from "../loading/index.ts";

export interface Found {
  readonly code: string;
  readonly at: string;
}

/**
 * Returns the errors of the text without its marks, each with the text of its primary span, and the marked texts in the order written.
 * Marks do not nest.
 */
export function errorsOf(marked: string): { readonly found: readonly Found[]; readonly marks: readonly string[] } {
  const text = marked.replaceAll("«", "").replaceAll("»", "");
  const marks = marked
    .split("«")
    .slice(1)
    .map((part) => part.slice(0, part.indexOf("»")));
  const { diagnostics } = analyseText(text);
  return { found: diagnostics.map(({ code, span }) => ({ code, at: text.slice(span.start, span.end) })), marks };
}
