/** What `explore` found: figures for people, and the graph as JSON, Graphviz or Aldebaran text (docs/cli.md, docs/schema/graph-1.json). */
import { labelText } from "../../interpreter/index.ts";
import type { Bisimulation, Observation, Observed } from "../../checker/equivalence/index.ts";
import type { GraphFacts, TransitionGraph, Wrong, WrongKind } from "../../checker/graph/index.ts";
import type { ExitCode } from "../../checker/index.ts";
import { cleanLine } from "./clean-text.ts";

export interface ExploreReport {
  readonly path: string;
  readonly title: string;
  readonly facts: GraphFacts;
  /** Why that is not all of the system. */
  readonly missing: readonly string[];
  /** What was left out of the exploration, by name. */
  readonly reductions: readonly string[];
  /** What tells an initial state from the others. */
  readonly initialText: (state: number) => readonly string[];
  readonly exitCode: ExitCode;
}

/** A report with the graph itself. */
export interface DrawnReport extends ExploreReport {
  readonly observation: Observation;
  /** The graph with what is seen of its steps, or a smaller one. */
  readonly drawn: TransitionGraph<Observed>;
  readonly minimized?: Bisimulation;
}

const schemaVersion = 1;

/** Text is handed on in pieces of so many lines, so that large graphs are not one string. */
const linesAtOnce = 20_000;

const wrongNames: Readonly<Record<WrongKind, string>> = {
  deadlock: "deadlocks",
  orphan: "states with messages that nobody receives",
  reception: "states with a message that is not expected",
  stuck: "states in which nobody can go on",
  stopped: "states in which nobody can go on because somebody stopped",
};

/** The figures, and a shortest run to the first state of each kind that is wrong. */
export function factsText(report: ExploreReport | DrawnReport): string {
  const { path, title, facts, missing, reductions, initialText } = report;
  const { states, transitions, initialStates, finalStates, depth, peaks, wrong } = facts;
  const lines = [
    `${title} (${path})`,
    "",
    missing.length === 0 ? "everything was explored" : `not everything was explored: ${missing.join("; ")}`,
    ...(reductions.length === 0 ? [] : [`left out, without a change to what is wrong: ${reductions.join(", ")}; the figures are of the rest`]),
    `  states: ${String(states)}`,
    `  transitions: ${String(transitions)}`,
    `  initial states: ${String(initialStates)}`,
    `  final states: ${String(finalStates)}`,
    `  depth: ${String(depth)}`,
    `  longest queues: ${peaks.length === 0 ? "none is used" : peaks.map(({ from, to, messages }) => `${from ?? ""}→${to} ${String(messages)}`).join(", ")}`,
    ...wrong.map(({ kind, states: number }) => `  ${wrongNames[kind]}: ${String(number)}`),
    ...smallLines(report),
  ];
  for (const one of wrong) lines.push("", ...runLines(one, initialStates > 1 ? initialText(one.run.initial) : []));
  return `${lines.map(cleanLine).join("\n")}\n`;
}

function smallLines(report: ExploreReport | DrawnReport): readonly string[] {
  if (!("drawn" in report) || report.minimized === undefined) return [];
  const { drawn, minimized } = report;
  return [`  up to ${minimized} bisimilarity: ${String(drawn.states)} states, ${String(drawn.targets.length)} transitions`];
}

function runLines({ text, run }: Wrong, from: readonly string[]): readonly string[] {
  const start = from.length === 0 ? "" : ` from ${from.join(", ")}`;
  const head = run.labels.length === 0 ? `${text}, at the start${start}` : `${text}, after${start}`;
  return [head, ...run.labels.map((label) => `  ${labelText(label)}`)];
}

interface Edge {
  readonly from: number;
  readonly label: number;
  readonly to: number;
}

function* edgesOf({ states, offsets, targets, labels }: TransitionGraph<unknown>): Generator<Edge> {
  for (let from = 0; from < states; from += 1)
    for (let edge = offsets[from] ?? 0; edge < (offsets[from + 1] ?? 0); edge += 1) yield { from, label: labels[edge] ?? 0, to: targets[edge] ?? 0 };
}

/** The document for machines. */
export function graphJson({ path, title, facts, missing, drawn, minimized, observation, exitCode, initialText }: DrawnReport): string {
  const { wrong, peaks, ...figures } = facts;
  const report = {
    schemaVersion,
    exitCode,
    file: path,
    subject: title,
    missing,
    ...figures,
    peaks: peaks.map(({ from, to, messages }) => ({ from: from ?? null, to, messages })),
    wrong: wrong.map(({ kind, states, text, run }) => ({ kind, states, text, from: initialText(run.initial), run: run.labels.map(labelText) })),
    graph: {
      minimized: minimized ?? null,
      observation,
      states: drawn.states,
      initial: drawn.initial,
      final: [...drawn.final].flatMap((bit, state) => (bit === 1 ? [state] : [])),
      actions: drawn.actions.map(({ text }) => text),
    },
  };
  const edges = [...edgesOf(drawn)].map(({ from, label, to }) => `[${String(from)},${String(label)},${String(to)}]`);
  const head = JSON.stringify(report, null, 2);
  return `${head.slice(0, head.lastIndexOf("\n  }\n}"))},\n    "edges": [${edges.join(",")}]\n  }\n}\n`;
}

function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  for (const line of lines) {
    piece.push(`${line}\n`);
    if (piece.length < linesAtOnce) continue;
    yield piece.join("");
    piece = [];
  }
  yield piece.join("");
}

/** A quoted string of DOT: the quote and the backslash are its only special characters. */
function dotText(text: string): string {
  return `"${cleanLine(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** Graphviz text in pieces: initial states are filled, final ones have a double circle. */
export function dotLines({ title, drawn }: DrawnReport): Iterable<string> {
  const initial = new Set(drawn.initial);
  function* lines(): Generator<string> {
    yield `digraph ${dotText(title)} {`;
    yield "  rankdir=LR;";
    for (let state = 0; state < drawn.states; state += 1)
      yield `  ${String(state)} [label="", shape=${drawn.final[state] === 1 ? "doublecircle" : "circle"}${initial.has(state) ? ", style=filled" : ""}];`;
    for (const { from, label, to } of edgesOf(drawn)) yield `  ${String(from)} -> ${String(to)} [label=${dotText(drawn.actions[label]?.text ?? "")}];`;
    yield "}";
  }
  return inPieces(lines());
}

/**
 * Aldebaran text in pieces (CADP, mCRL2). It has one initial state: several ones are reached by silent steps from one more state, the last. A final state has
 * a loop, which tells it from one that is stuck.
 */
export function autLines({ drawn }: DrawnReport): Iterable<string> {
  const silent = drawn.actions.map(({ key }) => key === "τ");
  const texts = drawn.actions.map(({ text }, index) => (silent[index] === true ? "tau" : `"${quoted(text)}"`));
  const [only, ...others] = drawn.initial;
  const isSingle = only !== undefined && others.length === 0;
  const finals = drawn.final.reduce((sum, bit) => sum + bit, 0);
  const transitions = drawn.targets.length + finals + (isSingle ? 0 : drawn.initial.length);
  function* lines(): Generator<string> {
    yield `des (${String(isSingle ? only : drawn.states)},${String(transitions)},${String(drawn.states + (isSingle ? 0 : 1))})`;
    for (const { from, label, to } of edgesOf(drawn)) yield `(${String(from)},${texts[label] ?? "tau"},${String(to)})`;
    for (const [state, bit] of drawn.final.entries()) if (bit === 1) yield `(${String(state)},"everybody is finished",${String(state)})`;
    if (!isSingle) for (const state of drawn.initial) yield `(${String(drawn.states)},tau,${String(state)})`;
  }
  return inPieces(lines());
}

/** A label in quotes is printable ASCII without quotes. */
function quoted(text: string): string {
  return Array.from(text, (character) => (/^[ !#-~]$/.test(character) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)).join("");
}
