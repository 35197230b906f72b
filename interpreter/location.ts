/** Spans as places that a person can find: file, line and column from 1, and the text that stands there. */
import type { SourceFile, Span } from "../calculus/diagnostics/index.ts";

export interface Location {
  readonly file: string;
  readonly line: number;
  /** In UTF-16 code units, from 1. */
  readonly column: number;
  /** The first line of the text, shortened. */
  readonly text: string;
}

const textLimit = 120;

/** Finds spans in these sources; undefined for what stands nowhere. Lines are found once for each file, a location then takes logarithmic time. */
export function locator(sources: readonly SourceFile[]): (span: Span) => Location | undefined {
  const starts = new Map<number, readonly number[]>();
  return (span) => {
    const source = sources[span.file];
    if (source === undefined) return undefined;
    const lines = starts.get(span.file) ?? lineStarts(source.text);
    starts.set(span.file, lines);
    const line = lastAtMost(lines, span.start);
    const text = (source.text.slice(span.start, Math.min(span.end, span.start + textLimit + 1)).split("\n")[0] ?? "").trimEnd();
    return {
      file: source.path,
      line: line + 1,
      column: span.start - (lines[line] ?? 0) + 1,
      text: text.length > textLimit ? `${text.slice(0, textLimit)}…` : text,
    };
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let index = text.indexOf("\n"); index >= 0; index = text.indexOf("\n", index + 1)) starts.push(index + 1);
  return starts;
}

/** The greatest index whose number is at most `bound`; the numbers ascend and start at 0. */
function lastAtMost(numbers: readonly number[], bound: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((numbers[middle] ?? 0) <= bound) low = middle;
    else high = middle - 1;
  }
  return low;
}
