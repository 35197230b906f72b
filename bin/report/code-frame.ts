/**
 * Frames of source with several marked spans, after rustc: each marked line once, the primary span under `^`, further ones under `-`,
 * each with its message; lines between them that are far apart are left out.
 */
import stringWidth from "string-width";
import type { Span } from "../../calculus/diagnostics/index.ts";
import { cleanLine } from "./clean-text.ts";
import type { Paint } from "./paint.ts";
import type { Locate, Positions } from "./positions.ts";

export interface Mark {
  readonly span: Span;
  readonly message: string;
  readonly primary: boolean;
}

/** A mark on its line: columns on the screen, from 0. */
interface Placed {
  readonly from: number;
  readonly width: number;
  readonly message: string;
  readonly primary: boolean;
}

interface Line {
  readonly number: number;
  readonly text: string;
  readonly marks: Placed[];
}

/** Code units of a line that are shown; longer lines are cut around the first mark. */
const longest = 160;

function place(mark: Mark, positions: Positions, lines: Map<number, Line>): void {
  const { line: number } = positions.at(mark.span.start);
  const { text, start } = positions.line(number);
  const begin = mark.span.start - start;
  const end = Math.max(begin + 1, Math.min(mark.span.end - start, text.length));
  const known = lines.get(number);
  const cut = text.length <= longest ? 0 : Math.max(0, Math.min(begin - 40, text.length - longest));
  const line = known ?? {
    number,
    text: `${cut > 0 ? "…" : ""}${cleanLine(text.slice(cut, cut + longest))}${cut + longest < text.length ? "…" : ""}`,
    marks: [],
  };
  if (known === undefined) lines.set(number, line);
  const before = (cut > 0 ? 1 : 0) + stringWidth(cleanLine(text.slice(cut, begin)));
  const width = Math.max(1, stringWidth(cleanLine(text.slice(begin, Math.min(end, cut + longest)))));
  line.marks.push({ from: before, width, message: mark.message, primary: mark.primary });
}

/** The line of underlines; the primary ones win where spans overlap. */
function underline(marks: readonly Placed[], paint: Paint): string {
  const cells: (" " | "-" | "^")[] = [];
  for (const mark of [...marks].sort((left, right) => Number(left.primary) - Number(right.primary))) {
    while (cells.length < mark.from + mark.width) cells.push(" ");
    cells.fill(mark.primary ? "^" : "-", mark.from, mark.from + mark.width);
  }
  return cells
    .join("")
    .replace(/\^+/g, (run) => paint("error", run))
    .replace(/-+/g, (run) => paint("note", run));
}

/** Underlines and messages below a line: the rightmost message beside the underlines, the others below, each hanging from its mark. */
function annotations(marks: readonly Placed[], paint: Paint): readonly string[] {
  const byColumn = [...marks].sort((left, right) => left.from - right.from || left.width - right.width);
  const last = byColumn.at(-1);
  const reach = Math.max(...marks.map((mark) => mark.from + mark.width));
  const beside = last !== undefined && last.message !== "" && last.from + last.width === reach ? last : undefined;
  const hanging = byColumn.filter((mark) => mark !== beside && mark.message !== "");
  const rows = [`${underline(marks, paint)}${beside === undefined ? "" : ` ${paint(beside.primary ? "error" : "note", cleanLine(beside.message))}`}`];
  for (let index = hanging.length - 1; index >= 0; index -= 1) {
    const mark = hanging[index];
    if (mark === undefined) continue;
    const stems = hanging.slice(0, index).filter((other) => other.from < mark.from);
    let row = "";
    let column = 0;
    for (const stem of stems) {
      if (stem.from < column) continue;
      row += `${" ".repeat(stem.from - column)}${paint("note", "|")}`;
      column = stem.from + 1;
    }
    rows.push(`${row}${" ".repeat(Math.max(0, mark.from - column))}${paint(mark.primary ? "error" : "note", cleanLine(mark.message))}`);
  }
  return rows;
}

/** The frames of all marks, one per file, the primary mark's file first; empty when none stands anywhere. */
export function codeFrames(marks: readonly Mark[], locate: Locate, paint: Paint): string {
  const files = new Map<number, Mark[]>();
  for (const mark of [...marks].sort((left, right) => Number(right.primary) - Number(left.primary))) {
    if (locate(mark.span) === undefined) continue;
    files.set(mark.span.file, [...(files.get(mark.span.file) ?? []), mark]);
  }
  const numbers = marks.map((mark) => locate(mark.span)?.positions.at(mark.span.start).line ?? 0);
  const gutter = String(Math.max(0, ...numbers)).length;
  let arrow = "-->";
  let frames = "";
  for (const group of files.values()) {
    const first = group[0];
    const place = first === undefined ? undefined : locate(first.span);
    if (first === undefined || place === undefined) continue;
    const { line, column } = place.positions.at(first.span.start);
    frames += `${" ".repeat(gutter)}${paint("dim", arrow)} ${cleanLine(place.path)}:${String(line)}:${String(column)}\n`;
    frames += frame(group, place.positions, gutter, paint);
    arrow = ":::";
  }
  return frames;
}

function frame(marks: readonly Mark[], positions: Positions, gutter: number, paint: Paint): string {
  const lines = new Map<number, Line>();
  for (const mark of marks) place(mark, positions, lines);
  const bar = `${" ".repeat(gutter)} ${paint("dim", "|")}`;
  let shown = `${bar}\n`;
  let previous: number | undefined;
  for (const line of [...lines.values()].sort((left, right) => left.number - right.number)) {
    if (previous !== undefined && line.number === previous + 2) {
      shown +=
        `${paint("dim", String(previous + 1).padStart(gutter))} ${paint("dim", "|")} ${cleanLine(positions.line(previous + 1).text.slice(0, longest))}`.trimEnd() +
        "\n";
    } else if (previous !== undefined && line.number > previous + 2) shown += `${paint("dim", "...")}\n`;
    shown += `${paint("dim", String(line.number).padStart(gutter))} ${paint("dim", "|")} ${line.text}`.trimEnd() + "\n";
    for (const row of annotations(line.marks, paint)) shown += `${bar} ${row}`.trimEnd() + "\n";
    previous = line.number;
  }
  return shown;
}
