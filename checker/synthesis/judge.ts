/** The verdict on whether endpoints are those of a protocol (docs/synthesis.md). */
import type { CommunicatingSystem } from "../automata/communicating-system.ts";
import type { Bounds, Verdict } from "../verdict.ts";
import { synthesisDefinition, type SynthesisItem } from "./items.ts";

/** What the search may do beyond what decides whether the endpoints are exactly those of a protocol. */
export interface SynthesisOptions {
  /** How many messages a role may be ahead of the protocol. */
  readonly ahead?: number;
}

/** Judges `synthesisable` of a system. */
export function judgeSynthesis(system: CommunicatingSystem, item: SynthesisItem, bounds: Bounds, options: SynthesisOptions = {}): Verdict {
  return {
    subject: system.name,
    property: item.kind,
    verdict: "unknown",
    definition: synthesisDefinition,
    method: "none",
    bounds,
    network: "fifo",
    faults: "none",
    assumptions: system.assumptions,
    evidence: [],
    states: 0,
    transitions: 0,
    reason: `at most ${String(options.ahead ?? 0)} messages ahead`,
    span: system.span,
  };
}
