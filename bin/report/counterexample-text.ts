/** A counterexample in words and as a sequence chart: role, step, the part of the property that is false with its bindings, and the line that reproduces it. */
import { chartOf, endingText, textChart } from "../../interpreter/index.ts";
import type { Counterexample } from "../../checker/index.ts";
import { cleanLine } from "./clean-text.ts";
import type { Paint } from "./paint.ts";
import { chartWidth } from "./trace.ts";

const indent = "      ";

/** The counterexample, indented below its verdict; the chart only where `draws` asks for it. */
export function counterexampleText(counterexample: Counterexample, draws: boolean, paint: Paint): string {
  const { message, step, conjunct, initial, trace, reproduce } = counterexample;
  const lines = [message];
  if (conjunct !== undefined && !message.includes(conjunct.text)) lines.push(`in \`${conjunct.text}\``);
  if (initial.length > 0) lines.push(`starting with ${initial.map(({ variable, text }) => `${variable} = ${text}`).join(", ")}`);
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
