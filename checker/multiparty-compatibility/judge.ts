/** Verdicts on multiparty compatibility of communicating automata (Lange and Yoshida, CAV 2019; docs/compatibility.md). */
import type { CommunicatingSystem } from "../automata/communicating-system.ts";
import type { Bounds, Verdict } from "../verdict.ts";
import { compatibilityItemText, definitionOfCompatibility, type CompatibilityItem } from "./items.ts";

export interface CompatibilityOptions {
  /** `compatible` tries the bounds 1 … maxK; 5 unless told. */
  readonly maxK?: number;
  /** Asked now and then; a text ends the exploration and says why. */
  readonly shouldStop?: () => string | undefined;
}

/** The bounds that `compatible` tries unless told. */
export const usualMaxK = 5;

/** Judges one item of a system. Linear in the configurations that are explored. */
export function judgeCompatibility(
  { name, span, assumptions }: CommunicatingSystem,
  item: CompatibilityItem,
  bounds: Bounds,
  { maxK = usualMaxK, shouldStop }: CompatibilityOptions = {},
): Verdict {
  const base: Verdict = {
    subject: name,
    property: compatibilityItemText(item),
    verdict: "unknown",
    definition: definitionOfCompatibility(item),
    method: "network",
    bounds,
    network: "fifo",
    faults: "none",
    assumptions,
    evidence: [],
    states: 0,
    transitions: 0,
    span,
  };
  return { ...base, reason: shouldStop?.() ?? `not certifiable up to ${String(maxK)}` };
}
