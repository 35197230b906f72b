/**
 * Where a piece of syntax stands in its source text.
 * Offsets count UTF-16 code units from 0, as JavaScript strings, LSP and SARIF do; lines and columns are derived when a report is written.
 */
export interface Span {
  /** Index into the program's list of source files (0 is the file that was named; imports follow). */
  readonly file: number;
  /** First code unit. */
  readonly start: number;
  /** One past the last code unit. */
  readonly end: number;
}

/** One source text. `path` is as the user wrote it (relative, never absolute unless the user was). */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The span of built-in or generated syntax, which stands nowhere. */
export const nowhere: Span = { file: -1, start: 0, end: 0 };
