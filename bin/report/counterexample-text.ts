/** A counterexample in words and as a sequence chart: role, step, the part of the property that is false with its bindings, and the line that reproduces it. */
import { chartOf, endingText, textChart } from "../../interpreter/index.ts";
import type { Counterexample } from "../../checker/index.ts";
import { cleanLine } from "./clean-text.ts";
import type { Paint } from "./paint.ts";
import { chartWidth } from "./trace.ts";

const indent = "      ";

/** The counterexample, indented below its verdict; the chart only where `draws` asks for it. */
export function counterexampleText(counterexample: Counterexample, draws: boolean, paint: Paint): string {
  const { message, step, role, conjunct, initial, trace, reproduce } = counterexample;
  const lines = [message];
  const who = role === undefined ? "" : `, ${role}`;
  lines.push(step === 0 ? `at the start${who}` : `step ${String(step)} of ${String(trace.steps.length)}${who}`);
  if (initial.length > 0) lines.push(`starting with ${initial.map(({ variable, text }) => `${variable} = ${text}`).join(", ")}`);
  if (conjunct !== undefined) {
    const bindings = conjunct.bindings.map(({ variable, text }) => `${variable} = ${text}`).join(", ");
    lines.push(`false: ${conjunct.text}${bindings === "" ? "" : `   with ${bindings}`}`);
  }
  if (!draws) lines.push(...endingText(trace.end));
  let text = lines.map((line) => `${indent}${cleanLine(line)}\n`).join("");
  if (draws) {
    const chart = textChart(chartOf(trace, { failingStep: step }), { width: chartWidth - indent.length });
    text += `\n${chart
      .trimEnd()
      .split("\n")
      .map((line) => `${indent}${cleanLine(line)}`.trimEnd() + "\n")
      .join("")}\n`;
  }
  return `${text}${indent}${paint("dim", `reproduce: ${cleanLine(reproduce)}`)}\n`;
}
