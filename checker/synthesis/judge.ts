/** The verdict on whether endpoints are those of a protocol (docs/synthesis.md). */
import type { CommunicatingSystem } from "../automata/communicating-system.ts";
import type { Bounds, Verdict } from "../verdict.ts";
import { describeConflict } from "./describe-conflict.ts";
import { synthesisDefinition, type SynthesisItem } from "./items.ts";
import { synthesise } from "./synthesise.ts";

/** What the verdicts rest on. */
const synthesisTheorem =
  "the network of the local automata of a coherent protocol has exactly its runs, and in none of them a mixed choice or a race (Li, Stutz, Wies, Zufferey, OOPSLA 2025; docs/synthesis.md)";

/** Judges `synthesisable` of a system. */
export function judgeSynthesis(system: CommunicatingSystem, item: SynthesisItem, bounds: Bounds): Verdict {
  const result = synthesise(system.automata, { maxConfigurations: bounds.maxStates });
  const base: Verdict = {
    subject: system.name,
    property: item.kind,
    verdict: "unknown",
    definition: synthesisDefinition,
    method: "coherence",
    theorem: synthesisTheorem,
    bounds,
    network: "fifo",
    faults: "none",
    assumptions: system.assumptions,
    evidence: [],
    states: result.configurations,
    transitions: 0,
    span: system.span,
  };
  switch (result.kind) {
    case "protocol": {
      const evidence = [`the protocol has ${String(result.automaton.states.length)} states; \`synthesise\` prints it`, ...result.notes];
      if (system.unfaithful !== undefined) return { ...base, evidence, reason: system.unfaithful };
      return { ...base, verdict: "proved", evidence };
    }
    case "none": {
      const text = describeConflict(result.conflict);
      const found = { ...base, method: "network", networkRun: result.conflict.run, evidence: [text] } as const;
      if (system.exact) return { ...found, verdict: "violated", reason: text };
      return { ...found, verdict: "unknown", reason: `${text}; this is a run of the communications, which data may exclude` };
    }
    case "unknown":
      return { ...base, reason: result.reason };
    case "contradiction":
      return { ...base, verdict: "disagreement", networkRun: result.conflict.run, reason: `the run does not replay: ${result.reason}` };
  }
}
