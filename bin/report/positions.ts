/** Lines and columns of offsets: both from 1, columns in UTF-16 code units, as editors and SARIF count. Lines end in LF; a CR before it belongs to the line. */
import type { SourceFile, Span } from "../../calculus/diagnostics/index.ts";

export interface Position {
  readonly line: number;
  readonly column: number;
  /** UTF-16 code units from the start of the file, from 0. */
  readonly offset: number;
}

/** Offsets at which lines start. Linear in the text. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Positions in one text; computes its lines once, at the first question. */
export class Positions {
  readonly #text: string;
  #starts: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get #lines(): readonly number[] {
    this.#starts ??= lineStarts(this.#text);
    return this.#starts;
  }

  /** The position of an offset; one beyond the end is taken as the end. Logarithmic. */
  at(offset: number): Position {
    const within = Math.max(0, Math.min(offset, this.#text.length));
    const starts = this.#lines;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= within) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: within - (starts[low] ?? 0) + 1, offset: within };
  }

  /** The text of a line (from 1) without its end, and the offset where it starts. */
  line(number: number): { readonly text: string; readonly start: number } {
    const start = this.#lines[number - 1] ?? this.#text.length;
    const next = this.#lines[number];
    const text = this.#text.slice(start, next === undefined ? this.#text.length : next - 1);
    return { text: text.endsWith("\r") ? text.slice(0, -1) : text, start };
  }
}

/** The source of a span, with its positions; undefined for a span that stands nowhere. */
export type Locate = (span: Span) => { readonly path: string; readonly positions: Positions } | undefined;

/** Looks spans up in the sources of one analysis. */
export function locator(sources: readonly SourceFile[]): Locate {
  const known = new Map<number, Positions>();
  return (span) => {
    const source = sources[span.file];
    if (source === undefined) return undefined;
    let positions = known.get(span.file);
    if (positions === undefined) known.set(span.file, (positions = new Positions(source.text)));
    return { path: source.path, positions };
  };
}
