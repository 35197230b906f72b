/** A verdict on a property that nobody has looked at yet. */
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Verdict } from "../../checker/index.ts";
import { defaultBounds } from "../../checker/index.ts";

/** The verdict `unknown`, without evidence. */
export function openVerdict(subject: string, property: string): Verdict {
  return {
    subject,
    property,
    verdict: "unknown",
    definition: "",
    method: "none",
    bounds: defaultBounds,
    network: "fifo",
    faults: "none",
    assumptions: [],
    evidence: [],
    states: 0,
    transitions: 0,
    span: nowhere,
  };
}
