/**
 * What somebody who watches a system sees of a step. Everything else is silent (τ): Milner, Communication and Concurrency, 1989. Two ends of a run can be
 * seen besides: that everybody finished (√), and, where asked for, that the system can go on in silence for ever (δ).
 */
import { labelKey } from "../../calculus/semantics/index.ts";
import type { Label } from "../../calculus/semantics/index.ts";
import { labelText } from "../../interpreter/index.ts";

/**
 * `events`: sends and receives, with their values. `messages`: sends only, so that a message counts once, whenever it is received. `labels`: sends and
 * receives without their values. `all`: every step, with what it decides and who fails.
 */
export const observations = ["events", "messages", "labels", "all"] as const;
export type Observation = (typeof observations)[number];

/** Something that is seen. Equal keys iff equal. */
export interface Observed {
  readonly key: string;
  readonly text: string;
}

export const silent: Observed = { key: "τ", text: "a silent step" };
export const ended: Observed = { key: "√", text: "everybody is finished" };
export const endless: Observed = { key: "δ", text: "go on in silence for ever" };

/**
 * What is seen of a step; undefined for a silent one. Answers of functions without body are never seen, nor is it whether a message that is received stays in
 * its queue. Faults are silent like local steps.
 */
export function observe(label: Label, observation: Observation): Observed | undefined {
  if (label.kind === "send") return seen({ ...label, oracles: [], values: observation === "labels" ? [] : label.values });
  if (label.kind === "receive") {
    const { kind, from, to, values } = label;
    return observation === "messages" ? undefined : seen({ kind, from, to, label: label.label, values: observation === "labels" ? [] : values });
  }
  if (observation !== "all") return undefined;
  return seen("oracles" in label ? { ...label, oracles: [] } : label);
}

function seen(label: Label): Observed {
  return { key: labelKey(label), text: labelText(label) };
}
