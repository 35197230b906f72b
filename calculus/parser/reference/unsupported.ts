/** Keeps constructs that are not built yet as they are written, and reports them. */
import type { Span } from "../../diagnostics/index.ts";
import { notYetSupported } from "../unsupported.ts";
import type { Source } from "./source.ts";

/** The node of a construct whose text begins at `from`; `span` is the span of the whole declaration or statement. */
export function buildUnsupported(
  source: Source,
  construct: string,
  from: number,
  span: Span,
): { readonly kind: "unsupported"; readonly construct: string; readonly text: string; readonly span: Span } {
  source.diagnostics.push(notYetSupported(construct, span));
  return { kind: "unsupported", construct, text: source.text.slice(from, span.end), span };
}
