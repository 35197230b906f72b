/** Verdicts on the behaviour of communicating automata. */
import type { CommunicatingSystem } from "../automata/communicating-system.ts";
import type { Bounds, Verdict } from "../verdict.ts";
import { definitionOfBehaviour, type BehaviourAssumptions, type BehaviourItem } from "./items.ts";

export interface BehaviourControl {
  /** Asked now and then; a text ends the exploration and says why. */
  readonly shouldStop?: () => string | undefined;
}

/** Judges one item of a system. Linear in its configurations within the bounds, times the messages of the system; strong fairness: times its actions again. */
export function judgeBehaviour(
  { name, span, assumptions }: CommunicatingSystem,
  item: BehaviourItem,
  where: BehaviourAssumptions,
  bounds: Bounds,
  control: BehaviourControl = {},
): Verdict {
  const base: Verdict = {
    subject: name,
    property: item.kind,
    verdict: "unknown",
    definition: definitionOfBehaviour(item, where),
    method: "network",
    bounds,
    network: where.network,
    faults: "none",
    assumptions,
    evidence: [],
    states: 0,
    transitions: 0,
    span,
  };
  return { ...base, reason: control.shouldStop?.() ?? "not judged" };
}
