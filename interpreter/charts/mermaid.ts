/** Sequence charts as Mermaid text. Everything that comes from a program is written as entities where Mermaid could read it as its own syntax or as HTML. */
import type { Chart, ChartRow } from "./chart.ts";

/** The text as Mermaid shows it: one line, other characters as `#code;`, and no word `end`, which would close a block. */
export function mermaidText(text: string): string {
  // Letters, digits and marks without a meaning of their own inside Mermaid's texts. Such a class takes time to build: it is built where there is need.
  const harmless = /^[\p{L}\p{N} _.,()=+*/?!'[\]-]$/u;
  let safe = "";
  for (const character of text) safe += harmless.test(character) ? character : `#${String(character.codePointAt(0) ?? 0)};`;
  return safe.replaceAll(/\bend\b/gi, (word) => `#${String(word.charCodeAt(0))};${word.slice(1)}`);
}

/**
 * A `sequenceDiagram`: a solid arrow for a message that is received at once, an open one for a message that stays in flight (its receipt is a note),
 * a crossed one for a message that nobody receives; what changes is a note. Ends in a newline. Deterministic.
 */
export function mermaidChart(chart: Chart): string {
  const alias = new Map(chart.roles.map((role, index) => [role, `r${String(index)}`]));
  const of = (role: string | undefined): string => alias.get(role ?? "") ?? "r0";
  const lost = new Set(chart.undelivered.map(({ sentAt }) => sentAt));
  const lines = chart.roles.map((role) => `participant ${of(role)} as ${mermaidText(role)}`);
  for (const row of chart.rows) {
    const number = row.steps.join("-");
    const text = mermaidText(row.text);
    if (row.kind === "message") lines.push(`${of(row.role)}->>${of(row.peer)}: ${number} ${text}`);
    else if (row.kind === "send") lines.push(`${of(row.role)}${lost.has(row.steps[0] ?? 0) ? "--x" : "-)"}${of(row.peer)}: ${number} ${text}`);
    else lines.push(`Note over ${of(row.role)}: ${number} ${mermaidText(actionOf(row))}`);
    const notes = [...(row.loops === true ? ["again and again from here"] : []), ...(row.failing ? ["fails here"] : []), ...row.notes].map(mermaidText);
    const owner = row.kind === "message" ? row.peer : row.role;
    if (notes.length > 0) lines.push(`Note right of ${of(owner)}: ${notes.join("<br/>")}`);
  }
  const [first, last] = [chart.roles[0], chart.roles.at(-1)];
  if (first !== undefined && chart.ending.length > 0) {
    lines.push(`Note over ${first === last ? of(first) : `${of(first)},${of(last)}`}: ${chart.ending.map(mermaidText).join("<br/>")}`);
  }
  return `sequenceDiagram\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

function actionOf(row: ChartRow): string {
  if (row.kind !== "receive") return row.text;
  return `receives ${row.text}${row.sentAt === undefined ? "" : `, sent at ${String(row.sentAt)}`}`;
}
