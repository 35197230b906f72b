/** A run of the replay machine as a person reads it: its steps with the faults inline, and what it shows. */
import type { FaultyRun, FaultyStep } from "../../checker/index.ts";
import { mermaidChart } from "../../interpreter/index.ts";
import { chartOfRuns, droppedAssumptions } from "../../interpreter/recovery/index.ts";
import type { ReplayConfiguration, ReplayStep, ReplaySwitches, ReplaySystem } from "../../interpreter/recovery/index.ts";
import { cleanLine } from "./clean-text.ts";
import type { Paint } from "./paint.ts";
import type { Locate } from "./positions.ts";

/** The run, a step a line, indented below its verdict. */
export function faultyRunText({ steps, other }: FaultyRun, locate: Locate, paint: Paint): string {
  const text = `\n${faultyStepsText(steps, locate, paint)}\n`;
  return other === undefined ? text : `${text}      the other run:\n\n${faultyStepsText(other, locate, paint)}\n`;
}

/** Steps, one a line, with their numbers and lines of the program. */
export function faultyStepsText(steps: readonly FaultyStep[], locate: Locate, paint: Paint, indent: string = "      "): string {
  const width = String(steps.length).length;
  return steps.map((step, index) => `${indent}${String(index + 1).padStart(width)}. ${lineOf(step, locate, paint)}\n`).join("");
}

/** `on the sound replay machine`, `on a replay machine with journal off, 2 sessions`. */
export function machineText(switches: ReplaySwitches, sessions: number): string {
  const dropped = droppedAssumptions(switches);
  const machine = dropped.length === 0 ? "on the sound replay machine" : `on a replay machine with ${dropped.join(", ")}`;
  return sessions === 1 ? machine : `${machine}, ${String(sessions)} sessions`;
}

/** A step with the line of the program that it executes; a fault stands out. */
export function lineOf({ text, isFault, span }: FaultyStep, locate: Locate, paint: Paint): string {
  const said = cleanLine(text);
  if (isFault) return paint("error", `↯ ${said}`);
  const place = span === undefined ? undefined : locate(span);
  return place === undefined || span === undefined ? said : `${said}  ${paint("dim", `(${place.path}:${String(place.positions.at(span.start).line)})`)}`;
}

type Steps = readonly ReplayStep<ReplayConfiguration>[];

/** The runs as one Mermaid sequence diagram, faults inline, with what they come to below. */
export function drawnRuns(runs: readonly Steps[], { parts: { roles, sessions } }: ReplaySystem, ending: readonly string[]): string {
  return mermaidChart(chartOfRuns({ runs, roles, sessions, ending }));
}
