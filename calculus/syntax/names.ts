/** A name as written, with its place. Names are data: any identifier is allowed, `__proto__` included, so tables of names are Maps. */
import type { Span } from "../diagnostics/index.ts";

export interface Name {
  readonly text: string;
  readonly span: Span;
}
