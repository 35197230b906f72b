/** Sequence charts for a terminal: lifelines from left to right, time downwards, notes beside the steps; a list where there is no room for lifelines. */
import type { Role } from "../../calculus/core/index.ts";
import type { Chart, ChartRow } from "./chart.ts";
import { columns, fit, plain, wrap } from "./plain-text.ts";

export interface TextChartOptions {
  /** Columns of the terminal; no line is longer. At least 40 are used. */
  readonly width: number;
}

const pen = {
  life: "│",
  line: "─",
  flight: "┄",
  cross: "┼",
  left: "◀",
  right: "▶",
  openLeft: "◁",
  openRight: "▷",
  dot: "■",
  wrong: "✗",
  again: "↻",
  leave: "├",
  arrive: "┤",
} as const;

const forEver = "again and again:";
const leastWidth = 40;
const leastSpacing = 9;
const mostSpacing = 30;
const leastNotes = 26;
const notesLines = 3;

interface Layout {
  readonly gutter: number;
  /** Columns of the lifelines, of the notes and of the line numbers. */
  readonly area: number;
  readonly notes: number;
  readonly places: number;
  readonly place: ReadonlyMap<Role, number>;
}

/** The chart as lines, none longer than the width, without a newline at the end of the last one. Deterministic. */
export function textChart(chart: Chart, options: TextChartOptions): string {
  const width = Math.max(leastWidth, options.width);
  const lines = lifelineChart(chart, width) ?? listChart(chart, width);
  const lost = chart.undelivered.map(({ from, to, text, sentAt }) => `never received: ${text} from ${from} to ${to} (sent at ${sentAt})`);
  const closing = [...lost, ...chart.ending].flatMap((line) => wrap(plain(line), width - 2, notesLines)).map((line) => `  ${line}`);
  return [...lines, ...closing].map((line) => line.trimEnd()).join("\n");
}

/** Room for the longest role name and for most messages. */
function wantedSpacing(chart: Chart): number {
  const names = chart.roles.map((role) => columns(plain(role)) + 2);
  const messages = chart.rows.filter(({ kind }) => kind !== "local").map(({ text }) => columns(plain(text)) + 7);
  return Math.min(mostSpacing, Math.max(leastSpacing, ...names, ...messages));
}

function gutterText(row: ChartRow): string {
  return `${row.failing || row.mark === "violation" || row.mark === "failure" ? pen.wrong : " "}${row.steps.join("-")}`;
}

/** Whether the role moves no more. */
function isLast({ mark }: ChartRow): boolean {
  return mark === "failure" || mark === "stop" || mark === "crash";
}

function gutterOf(chart: Chart): number {
  return Math.max(4, ...chart.rows.map((row) => gutterText(row).length)) + 1;
}

/** Undefined if there is no room for lifelines and notes side by side. */
function lifelineChart(chart: Chart, width: number): readonly string[] | undefined {
  const gutter = gutterOf(chart);
  const names = chart.roles.map((role) => fit(plain(role), mostSpacing));
  const [first, last] = [columns(names[0] ?? ""), columns(names.at(-1) ?? "")];
  const margin = Math.floor(first / 2);
  const places = Math.max(0, ...chart.rows.map(({ line }) => placeText(line).length));
  const around = gutter + margin + Math.ceil(last / 2) + 2 + places + 2;
  const gaps = chart.roles.length - 1;
  const room = gaps <= 0 ? mostSpacing : Math.floor((width - around - leastNotes) / gaps);
  if (room < leastSpacing || chart.roles.length === 0) return undefined;
  const spacing = Math.min(room, wantedSpacing(chart));
  const place = new Map(chart.roles.map((role, index) => [role, margin + index * spacing]));
  const area = margin + gaps * spacing + Math.ceil(last / 2) + 1;
  const free = width - gutter - area - 1 - (places === 0 ? 0 : places + 2);
  const longest = Math.max(0, ...chart.rows.flatMap((row) => notesOf(row, false)).map((note) => columns(plain(note))));
  const layout: Layout = { gutter, area, place, places, notes: Math.min(free, longest) };
  const ended = new Set<Role>();
  const lines = [" ".repeat(gutter) + header(names, spacing, margin), " ".repeat(gutter) + lifelines(layout, ended).join("")];
  for (const row of chart.rows) {
    if (row.loops === true) lines.push(`${pen.again.padEnd(gutter)}${lifelines(layout, ended).join("")} ${forEver}`);
    lines.push(...drawRow(row, layout, ended));
    if (isLast(row)) ended.add(row.role);
  }
  return lines;
}

/** The names, each around its lifeline, cut where they would touch. */
function header(names: readonly string[], spacing: number, margin: number): string {
  let line = "";
  names.forEach((name, index) => {
    const shown = fit(name, names.length === 1 ? mostSpacing : spacing - 1);
    const start = margin + index * spacing - Math.floor(columns(shown) / 2);
    line += " ".repeat(Math.max(line === "" ? 0 : 1, start - columns(line))) + shown;
  });
  return line;
}

function placeText(line: number | undefined): string {
  return line === undefined ? "" : `line ${line}`;
}

/** One cell for each column of the chart; a role that has stopped has no line any more. */
function lifelines({ area, place }: Layout, ended: ReadonlySet<Role>): string[] {
  const cells = Array.from({ length: area }, () => " ");
  for (const [role, column] of place) if (!ended.has(role)) cells[column] = pen.life;
  return cells;
}

function drawRow(row: ChartRow, layout: Layout, ended: ReadonlySet<Role>): readonly string[] {
  const cells = lifelines(layout, ended);
  const here = layout.place.get(row.role) ?? 0;
  const there = row.peer === undefined ? undefined : layout.place.get(row.peer);
  let shownText = false;
  if (row.kind === "local" || there === undefined) cells[here] = row.mark === "none" ? pen.dot : pen.wrong;
  else if (row.kind === "receive") shownText = drawArrow(cells, row, there, here);
  else shownText = drawArrow(cells, row, here, there);
  const notes = notesOf(row, shownText);
  const beside = notes.flatMap((note) => wrap(plain(note), layout.notes, notesLines));
  const head = gutterText(row).padEnd(layout.gutter);
  const rest = lifelines(layout, isLast(row) ? new Set([...ended, row.role]) : ended).join("");
  return [
    `${head}${cells.join("")} ${padded(beside[0] ?? "", layout.notes)}  ${placeText(row.line).padStart(layout.places)}`,
    ...beside.slice(1).map((note) => `${" ".repeat(layout.gutter)}${rest} ${note}`),
  ];
}

function notesOf(row: ChartRow, isTextShown: boolean): readonly string[] {
  const sent = row.kind === "receive" && row.sentAt !== undefined ? [`sent at ${row.sentAt}`] : [];
  return [...(isTextShown ? [] : [row.text]), ...row.notes, ...sent];
}

function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columns(text)));
}

/** Draws an arrow between two columns. Returns whether the text of the message could be written on it in full. */
function drawArrow(cells: string[], row: ChartRow, from: number, to: number): boolean {
  const rightwards = from < to;
  const [low, high] = rightwards ? [from, to] : [to, from];
  const stroke = row.kind === "message" ? pen.line : pen.flight;
  for (let column = low + 1; column < high; column += 1) cells[column] = cells[column] === pen.life && row.kind === "message" ? pen.cross : stroke;
  if (row.kind !== "receive") cells[from] = rightwards ? pen.leave : pen.arrive;
  if (row.kind === "receive") cells[to] = rightwards ? pen.arrive : pen.leave;
  const open = row.kind === "send";
  cells[rightwards ? to - 1 : to + 1] = rightwards ? (open ? pen.openRight : pen.right) : open ? pen.openLeft : pen.left;
  return writeOn(cells, plain(row.text), rightwards ? low + 1 : low + 2, rightwards ? high - 2 : high - 1);
}

/** Writes the text, with a space on both sides, into the middle of the columns `low`..`high`, cut if need be. Returns whether it was written in full. */
function writeOn(cells: string[], text: string, low: number, high: number): boolean {
  const room = high - low + 1 - 4;
  if (room < 1) return false;
  const shown = ` ${fit(text, room)} `;
  const start = low + Math.floor((high - low + 1 - columns(shown)) / 2);
  let column = start;
  for (const character of shown) {
    const taken = columns(character);
    if (taken === 0) cells[column - 1] = `${cells[column - 1] ?? ""}${character}`;
    else {
      cells[column] = character;
      for (let extra = 1; extra < taken; extra += 1) cells[column + extra] = "";
    }
    column += taken;
  }
  return shown === ` ${text} `;
}

/** Without lifelines: one step after the other, the notes indented below. */
function listChart(chart: Chart, width: number): readonly string[] {
  const gutter = gutterOf(chart);
  return chart.rows.flatMap((row) => {
    const place = row.line === undefined ? "" : ` (${placeText(row.line)})`;
    const sentence = wrap(plain(`${sentenceOf(row)}${place}`), width - gutter, notesLines);
    const [first = "", ...rest] = [...sentence, ...row.notes.flatMap((note) => wrap(plain(note), width - gutter - 2, notesLines)).map((note) => `  ${note}`)];
    const again = row.loops === true ? [`${pen.again.padEnd(gutter)}${forEver}`] : [];
    return [...again, gutterText(row).padEnd(gutter) + first, ...rest.map((line) => " ".repeat(gutter) + line)];
  });
}

function sentenceOf(row: ChartRow): string {
  const sent = row.sentAt === undefined ? "" : `, sent at ${row.sentAt}`;
  if (row.kind === "message") return `${row.role} sends ${row.text} to ${row.peer ?? "nobody"}, who receives it`;
  if (row.kind === "send") return `${row.role} sends ${row.text} to ${row.peer ?? "nobody"}`;
  if (row.kind === "receive") return `${row.role} receives ${row.text} from ${row.peer ?? "nobody"}${sent}`;
  return row.text.startsWith(`${row.role}.`) ? row.text : `${row.role}: ${row.text}`;
}
