/** Two systems beside each other, as text and as JSON (docs/equivalence.md, docs/schema/equivalence-1.json). */
import type { Comparison, Observation, Relation } from "../../checker/equivalence/index.ts";
import type { ExitCode } from "../../checker/index.ts";
import type { SystemGraph } from "../../checker/graph/index.ts";
import { cleanLine } from "./clean-text.ts";

export interface ComparedSubject {
  readonly path: string;
  readonly title: string;
  readonly graph: SystemGraph<unknown>;
  readonly initialText: (state: number) => readonly string[];
}

export interface EquivalenceReport {
  readonly comparison: Comparison;
  readonly relation: Relation;
  readonly observation: Observation;
  readonly divergence: boolean;
  readonly sides: readonly [ComparedSubject, ComparedSubject];
  readonly exitCode: ExitCode;
}

const schemaVersion = 1;

const names: Readonly<Record<Relation, string>> = {
  strong: "strongly bisimilar",
  branching: "branching bisimilar",
  weak: "weakly bisimilar",
  traces: "the same traces",
  inclusion: "every trace of the first is one of the second",
};

const definitions: Readonly<Record<Relation, string>> = {
  strong: "each step of the one is answered by a step of the other with the same observation, silent steps by silent steps, and so on from there",
  branching: "each step of the one is answered by the other, after silent steps that change nothing that can be told apart, and so on from there",
  weak: "each step of the one is answered by the other, with silent steps before and after it, and so on from there",
  traces: "what is seen along a run of the one is seen along a run of the other",
  inclusion: "what is seen along a run of the first is seen along a run of the second",
};

const seen: Readonly<Record<Observation, string>> = {
  events: "sends and receives with their values, and that everybody is finished",
  messages: "sends with their values, and that everybody is finished",
  labels: "sends and receives without values, and that everybody is finished",
  all: "every step",
};

function seenText({ observation, divergence, relation }: EquivalenceReport): string {
  if (relation === "strong") return `${seen[observation]}; silent steps count`;
  const cycles = divergence ? "going on in silence for ever is seen too" : "silent cycles make no difference";
  return `${seen[observation]}; ${cycles}`;
}

const answers: Readonly<Record<Comparison["verdict"], string>> = { yes: "yes", no: "no", unknown: "unknown", disagreement: "disagreement" };

/** The report for people. */
export function equivalenceText(report: EquivalenceReport): string {
  const { comparison, relation, sides } = report;
  const nameOf = (side: 0 | 1): string => `${sides[side].title} (${sides[side].path})`;
  const lines = [
    `${nameOf(0)} and ${nameOf(1)}`,
    "",
    `${names[relation]}: ${answers[comparison.verdict]}${comparison.reason === undefined ? "" : `, ${comparison.reason}`}`,
    `  that is, ${definitions[relation]}`,
    `  seen: ${seenText(report)}`,
    ...([0, 1] as const).map((side) => `  ${side === 0 ? "first" : "second"}: ${sizeText(sides[side], comparison.classes?.[side])}`),
  ];
  const { experiment, traces = [] } = comparison;
  if (experiment !== undefined) {
    const from = startText(sides[experiment.trueOf], experiment.initial);
    lines.push("", `of the ${experiment.trueOf === 0 ? "first" : "second"}${from}, and not of the other, it is true that this is`);
    lines.push(...experiment.lines.map((line) => `  ${line}`));
  }
  for (const { shownBy, trace } of traces) {
    lines.push("", `a trace of the ${shownBy === 0 ? "first" : "second"} that the other does not have; only its last line is impossible there`);
    lines.push(...trace.map((line) => `  ${line}`));
  }
  return `${lines.map(cleanLine).join("\n")}\n`;
}

function startText({ graph, initialText }: ComparedSubject, initial: number): string {
  const state = graph.initial[initial];
  if (state === undefined || graph.initial.length < 2) return "";
  return ` from ${initialText(state).join(", ")}`;
}

function sizeText({ graph }: ComparedSubject, classes: number | undefined): string {
  const size = `${String(graph.states)} states, ${String(graph.targets.length)} transitions`;
  return classes === undefined ? size : `${size}, ${String(classes)} classes`;
}

/** The report for machines. */
export function equivalenceJson({ comparison, relation, observation, divergence, sides, exitCode }: EquivalenceReport): string {
  const { verdict, reason, experiment, traces = [], classes } = comparison;
  const sideJson = (side: 0 | 1): object => ({
    file: sides[side].path,
    subject: sides[side].title,
    states: sides[side].graph.states,
    transitions: sides[side].graph.targets.length,
    classes: classes?.[side] ?? null,
  });
  const nameOf = (side: 0 | 1): string => (side === 0 ? "first" : "second");
  const report = {
    schemaVersion,
    exitCode,
    relation,
    definition: definitions[relation],
    observation,
    divergence: divergence && relation !== "strong",
    verdict,
    reason: reason ?? null,
    first: sideJson(0),
    second: sideJson(1),
    experiment:
      experiment === undefined
        ? null
        : { trueOf: nameOf(experiment.trueOf), from: initialJson(sides[experiment.trueOf], experiment.initial), lines: experiment.lines },
    traces: traces.map(({ shownBy, trace }) => ({ shownBy: nameOf(shownBy), trace })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function initialJson({ graph, initialText }: ComparedSubject, initial: number): readonly string[] {
  const state = graph.initial[initial];
  return state === undefined ? [] : initialText(state);
}
