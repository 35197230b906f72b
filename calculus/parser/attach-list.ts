/** Comments and the items of one list that they stand beside: what `attach-comments.ts` does at every list of the tree. */
import type { Closed, Commented } from "../syntax/index.ts";

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The comments of the text, and the first that has no place yet; the empty lines, and the first that may still matter. */
export interface Pending {
  readonly text: string;
  readonly offsets: readonly number[];
  next: number;
  /** Where the empty lines end. */
  readonly emptyLines: readonly number[];
  nextEmptyLine: number;
}

/** How the walk sees one kind of thing that can carry comments. */
export interface Shape<Item extends Commented> {
  readonly start: (item: Item) => number;
  readonly end: (item: Item) => number;
  /** Places the comments inside; those that fit nowhere there go to `stray`, the lines above the item. */
  readonly inside?: (pending: Pending, item: Item, stray: string[]) => void;
}

/** The comments of a text, none of them placed. `offsets` are their starts and ends, alternating, in order. */
export function pendingComments(text: string, offsets: readonly number[]): Pending {
  return { text, offsets, next: 0, emptyLines: emptyLinesOf(text), nextEmptyLine: 0 };
}

/** Places the comments before `close`: those before `open` in `stray`, the others beside the items or in `closed`. */
export function attachList<Item extends Commented>(
  pending: Pending,
  items: readonly Item[],
  shape: Shape<Item>,
  open: number,
  close: number,
  closed: Closed,
  stray: string[],
): void {
  takeStray(pending, open, stray);
  let previous: Item | undefined;
  let position = open;
  for (const item of items) {
    const end = shape.end(item);
    if (nextStart(pending) < end || emptyLineAfter(pending, position) < end) {
      const lines = linesBetween(pending, position, shape.start(item), previous);
      shape.inside?.(pending, item, lines);
      takeStray(pending, end, lines);
      if (lines.length > 0) (item as Mutable<Commented>).comments = lines;
    }
    previous = item;
    position = end;
  }
  if (!(nextStart(pending) < close)) return;
  const lines = linesBetween(pending, position, close, previous);
  while (lines.at(-1) === "") lines.pop();
  if (lines.length > 0) (closed as Mutable<Closed>).closing = lines;
}

/** The comments and empty lines between two offsets. One on the line of `previous` is put behind that instead. */
function linesBetween(pending: Pending, from: number, to: number, previous: Commented | undefined): string[] {
  const { text, offsets } = pending;
  const lines: string[] = [];
  let position = from;
  let begun = previous !== undefined;
  for (let start = nextStart(pending); start < to; start = nextStart(pending)) {
    const end = offsets[pending.next + 1] ?? start;
    const comment = text.slice(start, end).trimEnd();
    pending.next += 2;
    if (position === from && previous !== undefined && !hasNewline(text, from, start)) (previous as Mutable<Commented>).trailing = comment;
    else {
      if (begun && hasEmptyLine(text, position, start)) lines.push("");
      lines.push(comment);
      begun = true;
    }
    position = end;
  }
  if (begun && hasEmptyLine(text, position, to)) lines.push("");
  return lines;
}

function takeStray(pending: Pending, end: number, stray: string[]): void {
  for (let start = nextStart(pending); start < end; start = nextStart(pending)) {
    stray.push(pending.text.slice(start, pending.offsets[pending.next + 1]).trimEnd());
    pending.next += 2;
  }
}

/** Comments inside text that is kept as written stay there. */
export function skipInside(pending: Pending, end: number): void {
  while (nextStart(pending) < end) pending.next += 2;
}

function nextStart(pending: Pending): number {
  return pending.offsets[pending.next] ?? Number.POSITIVE_INFINITY;
}

function hasNewline(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === 10) return true;
  return false;
}

/** Whether a line between two offsets has nothing but white space. */
function hasEmptyLine(text: string, from: number, to: number): boolean {
  let newlines = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      newlines++;
      if (newlines === 2) return true;
    } else if (code > 32) newlines = 0;
  }
  return false;
}

/** The offsets of the line breaks that end an empty line. */
function emptyLinesOf(text: string): readonly number[] {
  return Array.from(text.matchAll(/\n[\0-\t\v- ]*(?=\n)/g), (found) => found.index + found[0].length);
}

/** Where the first empty line behind an offset ends; what is asked for never goes back. */
function emptyLineAfter(pending: Pending, offset: number): number {
  const { emptyLines } = pending;
  while ((emptyLines[pending.nextEmptyLine] ?? Number.POSITIVE_INFINITY) < offset) pending.nextEmptyLine++;
  return emptyLines[pending.nextEmptyLine] ?? Number.POSITIVE_INFINITY;
}
