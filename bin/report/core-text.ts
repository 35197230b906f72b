/** What of a program a proof needs, as a person reads it: the lines, with what stands there. */
import type { SourceFile, Span } from "../../calculus/diagnostics/index.ts";
import type { Core } from "../../checker/index.ts";
import { cleanLine } from "./clean-text.ts";
import type { Paint } from "./paint.ts";
import type { Locate } from "./positions.ts";

/** A longer beginning of a statement is shown by nobody. */
const longest = 80;

/** The first line of what stands there: of a loop or a decision its head. */
export function groundText({ file, start, end }: Span, sources: readonly SourceFile[]): string {
  const [first = ""] = (sources[file]?.text ?? "").slice(start, end).split("\n");
  const text = first.trim().replace(/ *[{;]$/, "");
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** Each ground on a line of its own, or why there are none. */
export function coreText(core: Core, sources: readonly SourceFile[], locate: Locate, paint: Paint): string {
  const told = (text: string): string => `      ${paint("dim", cleanLine(text))}\n`;
  if (core.kind === "none") return told(`no core: ${core.reason}`);
  const { grounds, of, isLeast } = core;
  const head = `needs ${String(grounds.length)} of ${String(of)} statements, initial values and contracts${isLeast ? "" : " (some of them were not tried)"}${grounds.length === 0 ? "" : ":"}`;
  const lines = grounds.map(({ kind, span }) => {
    const place = locate(span);
    const where = place === undefined ? "" : ` (${place.path}:${String(place.positions.at(span.start).line)})`;
    return told(`  ${kind === "statement" ? "" : `${kind} `}\`${groundText(span, sources)}\`${where}`);
  });
  return `${told(head)}${lines.join("")}`;
}
