/** Verdicts on replacement: each role of a system beside the same role of a protocol or of another system. */
import type { Protocol } from "../../calculus/core/index.ts";
import type { CommunicatingSystem } from "../automata/communicating-system.ts";
import type { Bounds, Verdict } from "../verdict.ts";
import { definitionOfItem, replacementItemText, type ReplacementItem } from "./items.ts";

/** What the endpoints are compared with: a protocol, or written endpoints. */
export type ReplacementReference = Protocol | CommunicatingSystem;

export interface ReplacementOptions {
  /** How many actions of the supertype may be outstanding. */
  readonly anticipation?: number;
}

/** Judges one item of a system; `resolve` finds what the item compares it with. */
export function judgeReplacement(
  system: CommunicatingSystem,
  item: ReplacementItem,
  resolve: (name: string) => ReplacementReference | undefined,
  bounds: Bounds,
  options: ReplacementOptions = {},
): Verdict {
  const found = resolve(item.of) !== undefined;
  return {
    subject: system.name,
    property: replacementItemText(item),
    verdict: found ? "unknown" : "error",
    definition: definitionOfItem(item),
    method: "none",
    bounds,
    network: "fifo",
    faults: "none",
    assumptions: system.assumptions,
    evidence: [],
    states: 0,
    transitions: 0,
    reason: found ? `at most ${String(options.anticipation ?? 0)} actions ahead` : `${item.of} is neither a protocol nor a context`,
    span: system.span,
  };
}
