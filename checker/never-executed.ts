/**
 * Statements that no run executes: branches that are never taken, labels that are never sent. Told where everything was explored, never guessed: of choreographies
 * explored head first. In the network, where branches merge, a step has the place of the first of them, and one cannot tell.
 */
import type { Instruction, Model, Site } from "../calculus/core/index.ts";
import type { Span } from "../calculus/diagnostics/index.ts";
import { instructionsBelow } from "./assumptions.ts";
import type { Survey } from "./engines.ts";
import type { Verdict } from "./verdict.ts";

/** The statements below a choreography at whose places the head-first survey met no step, in the order of the text; those inside others are left out. Undefined where it cannot tell. */
export function neverExecuted(model: Model, subject: string, { exploration, chooser }: Survey): Verdict["neverExecuted"] {
  const { ending, executed, initialStates } = exploration;
  const isWhole =
    ending.kind === "complete" && initialStates > 0 && chooser.infinite.size + chooser.limits.size + chooser.leftOut.size + chooser.empty.size === 0;
  if (!isWhole || executed === undefined || !model.procedures.has(subject)) return undefined;
  const met = new Set([...executed].map(({ span }) => keyOf(span)));
  const missed = new Map<string, Span>();
  for (const I of instructionsBelow(model, subject)) {
    const site = steppingSite(I);
    if (site !== undefined && !met.has(keyOf(site.span))) missed.set(keyOf(site.span), site.span);
  }
  const spans = [...missed.values()].toSorted((left, right) => left.file - right.file || left.start - right.start || right.end - left.end);
  const outermost: Span[] = [];
  for (const span of spans) {
    const last = outermost.at(-1);
    if (last === undefined || last.file !== span.file || span.end > last.end) outermost.push(span);
  }
  return outermost.length === 0 ? undefined : outermost.map((span) => ({ text: firstLine(model, span), span }));
}

function keyOf({ file, start, end }: Span): string {
  return `${String(file)} ${String(start)} ${String(end)}`;
}

/** The place of an instruction that takes a step; loops and jumps take none. */
function steppingSite(I: Instruction): Site | undefined {
  switch (I.kind) {
    case "communicate":
    case "select":
    case "assign":
    case "havoc":
    case "assert":
    case "assume":
    case "if":
    case "match":
    case "choose":
    case "call":
      return I.site;
    default:
      return undefined;
  }
}

/** The statement up to its first block, as far as its first line goes. */
function firstLine({ sources }: Model, { file, start, end }: Span): string {
  const text = sources[file]?.text.slice(start, end) ?? "";
  return ((text.split("\n")[0] ?? "").split(" {")[0] ?? "").trimEnd();
}
