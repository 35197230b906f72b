/** A run of the replay machine as a person reads it: its steps with the faults inline, and what it shows. */
import type { FaultyRun, FaultyStep } from "../../checker/index.ts";
import { cleanLine } from "./clean-text.ts";
import type { Paint } from "./paint.ts";
import type { Locate } from "./positions.ts";

/** The run, a step a line, indented below its verdict. */
export function faultyRunText({ steps, other }: FaultyRun, locate: Locate, paint: Paint): string {
  const text = `\n${linesOf(steps, locate, paint)}\n`;
  return other === undefined ? text : `${text}      the other run:\n\n${linesOf(other, locate, paint)}\n`;
}

function linesOf(steps: readonly FaultyStep[], locate: Locate, paint: Paint): string {
  const width = String(steps.length).length;
  return steps.map((step, index) => `      ${String(index + 1).padStart(width)}. ${lineOf(step, locate, paint)}\n`).join("");
}

function lineOf({ text, isFault, span }: FaultyStep, locate: Locate, paint: Paint): string {
  const said = cleanLine(text);
  if (isFault) return paint("error", `↯ ${said}`);
  const place = span === undefined ? undefined : locate(span);
  return place === undefined || span === undefined ? said : `${said}  ${paint("dim", `(${place.path}:${String(place.positions.at(span.start).line)})`)}`;
}
