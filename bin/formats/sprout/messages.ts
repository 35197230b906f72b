/**
 * Which message a transition sends. Sprout's messages are numbers, whatever the variable is called: without data, each transition sends a constant,
 * which stands for a label, or all send any number.
 */
import type { Name, PayloadItem } from "../../../calculus/syntax/index.ts";
import type { SproutAutomaton, Transition } from "./automaton.ts";

export interface SproutMessage {
  readonly label: Name;
  readonly payload: readonly PayloadItem[];
}

/** The message of each transition; undefined for an automaton with data. Linear in the automaton. */
export function messagesOf({ registers, transitions }: SproutAutomaton): ((transition: Transition) => SproutMessage) | undefined {
  if (registers !== undefined) return undefined;
  if (transitions.every(({ kind }) => kind.kind === "constant")) return labels(transitions);
  if (!transitions.every(({ kind }) => kind.kind === "any")) return undefined;
  return ({ variable: { span } }) => ({
    label: { text: "_", span },
    payload: [{ sort: { kind: "value", type: { kind: "primitive", name: "int", span } }, span }],
  });
}

/** Equal constants are one label, which is called as the first variable with that constant; a variable that has had another one gets it behind its name. */
function labels(transitions: readonly Transition[]): (transition: Transition) => SproutMessage {
  const ofValue = new Map<bigint, string>();
  const used = new Set<string>();
  for (const { variable, kind } of transitions) {
    if (kind.kind !== "constant" || ofValue.has(kind.value)) continue;
    let label = variable.text;
    if (used.has(label)) label += `_${String(kind.value).replace("-", "minus")}`;
    while (used.has(label)) label += "_";
    used.add(label);
    ofValue.set(kind.value, label);
  }
  return ({ variable, kind }) => {
    const text = kind.kind === "constant" ? ofValue.get(kind.value) : undefined;
    return { label: { text: text ?? variable.text, span: variable.span }, payload: [] };
  };
}
