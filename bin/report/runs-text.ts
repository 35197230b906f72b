/** Evidence about protocols: two runs that a role cannot tell apart, side by side, with the step that one of them forbids; and the run to a fault of a network. */
import { actor, isSink } from "../../calculus/protocols/index.ts";
import type { IndistinguishableRuns, SplitEvent } from "../../calculus/protocols/index.ts";
import type { Verdict } from "../../checker/index.ts";
import { cleanLine } from "./clean-text.ts";
import type { Locate } from "./positions.ts";

const indent = "      ";
/** Longer runs lose their beginnings. */
const mostLines = 24;
/** Columns of the first run where both stand side by side. */
const mostWidth = 56;

interface Line {
  readonly text: string;
  /** The role that the evidence is about takes part: these lines are the same in both runs. */
  readonly own: boolean;
  readonly place: string;
}

/** The two runs of one piece of evidence with a line each per message, its role's own marked with `•`. */
export function runsText(runs: IndistinguishableRuns, locate: Locate): string {
  const { claim, role, first, second, step } = runs;
  const left = [...linesOf(first, role, locate), { text: stepText(step), own: true, place: placeOf(step, locate) }];
  const right = [...linesOf(second, role, locate), { text: claim === "sink-final" ? "the protocol is over" : stepText(step), own: true, place: "" }];
  const marks = { left: "▶", right: claim === "sink-final" ? "■" : "✗" };
  const columns = [drawn(left, marks.left), drawn(right, marks.right)] as const;
  const titles = ["this run allows the last step", claim === "sink-final" ? "this one is over, for all that the role knows" : "this one forbids it"] as const;
  const width = Math.max(titles[0].length, ...columns[0].map((line) => line.length));
  const rows =
    width > mostWidth
      ? [titles[0], ...columns[0], "", titles[1], ...columns[1]]
      : [`${titles[0].padEnd(width)}    ${titles[1]}`, ...beside(columns[0], columns[1], width)];
  const head = `${role} cannot tell these runs apart (• what ${role} does and sees):`;
  return `\n${[head, ...rows].map((line) => `${indent}${cleanLine(line)}`.trimEnd() + "\n").join("")}`;
}

/** The run to a fault of the network of local automata. */
export function networkRunText(run: readonly SplitEvent[], locate: Locate): string {
  const lines = drawn(linesOf(run, undefined, locate), undefined);
  return `\n${lines.map((line) => `${indent}${cleanLine(line)}`.trimEnd() + "\n").join("")}\n`;
}

/** An endless run: what happens once, and what is then repeated. */
export function lassoText({ prefix, cycle }: NonNullable<Verdict["lasso"]>, locate: Locate): string {
  const lines = [...drawn(linesOf(prefix, undefined, locate), undefined), `${prefix.length === 0 ? "again" : "and then again"} and again, without end:`];
  const round = drawn(linesOf(cycle, undefined, locate), undefined).map((line) => `↻${line.slice(1)}`);
  return `\n${[...lines, ...round].map((line) => `${indent}${cleanLine(line)}`.trimEnd() + "\n").join("")}\n`;
}

function beside(left: readonly string[], right: readonly string[], width: number): readonly string[] {
  const rows = Math.max(left.length, right.length);
  // The last lines, which differ, stand next to each other.
  const at = (lines: readonly string[], row: number): string => (row === rows - 1 ? (lines.at(-1) ?? "") : row < lines.length - 1 ? (lines[row] ?? "") : "");
  return Array.from({ length: rows }, (_, row) => `${at(left, row).padEnd(width)}    ${at(right, row)}`);
}

/** The lines with their marks; `last` marks the last one. */
function drawn(lines: readonly Line[], last: string | undefined): readonly string[] {
  const shown = lines.length <= mostLines ? lines : lines.slice(-mostLines);
  const left = lines.length - shown.length;
  const drawnLines = shown.map(({ text, own, place }, index) => {
    const mark = last !== undefined && index === shown.length - 1 ? last : own ? "•" : " ";
    return `${mark} ${text}${place === "" ? "" : `  (${place})`}`;
  });
  return left === 0 ? drawnLines : [`  … ${String(left)} earlier`, ...drawnLines];
}

/** One line for each message that is received as soon as it is sent, two for the others; local actions are what they say. */
function linesOf(run: readonly SplitEvent[], role: string | undefined, locate: Locate): readonly Line[] {
  const lines: Line[] = [];
  for (let at = 0; at < run.length; at += 1) {
    const event = run[at];
    if (event === undefined || (event.kind === "receive" && isSink(event.receiver))) continue;
    const { sender, receiver, message } = event;
    const next = run[at + 1];
    const isImmediate = event.kind === "send" && next?.kind === "receive" && next.sender === sender && next.receiver === receiver && next.message === message;
    const place = placeOf(event, locate);
    if (isSink(receiver)) lines.push({ text: `${sender}: ${message}`, own: sender === role, place });
    else if (isImmediate) {
      lines.push({ text: `${sender} -> ${receiver} : ${message}`, own: sender === role || receiver === role, place });
      at += 1;
    } else lines.push({ text: stepText(event), own: actor(event) === role, place });
  }
  return lines;
}

function stepText({ kind, sender, receiver, message }: SplitEvent): string {
  if (isSink(receiver)) return `${sender}: ${message}`;
  return kind === "send" ? `${sender} sends ${message} to ${receiver}` : `${receiver} receives ${message} from ${sender}`;
}

function placeOf({ span }: SplitEvent, locate: Locate): string {
  const place = span === undefined ? undefined : locate(span);
  return place === undefined || span === undefined ? "" : `line ${String(place.positions.at(span.start).line)}`;
}
