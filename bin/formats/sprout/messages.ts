/**
 * Which message a transition sends. Sprout's messages are numbers, whatever the variable is called: without data, each transition sends a constant,
 * which stands for a label, or all send any number.
 */
import type { Name, PayloadItem } from "../../../calculus/syntax/index.ts";
import type { TokenCursor } from "../token-cursor.ts";
import type { SproutAutomaton, Transition } from "./automaton.ts";

export interface SproutMessage {
  readonly label: Name;
  readonly payload: readonly PayloadItem[];
}

const needsSolver = ["whether a protocol with conditions on values can be implemented needs a solver, which is not there yet"];

/** The message of each transition; undefined, with a diagnostic, for an automaton with data. Linear in the automaton. */
export function messagesOf({ registers, transitions }: SproutAutomaton, cursor: TokenCursor): ((transition: Transition) => SproutMessage) | undefined {
  if (registers !== undefined) {
    cursor.report("not-yet-supported", registers, "registers are not supported yet", { notes: needsSolver });
    return undefined;
  }
  const data = transitions.find(({ condition }) => condition.kind === "data");
  if (data !== undefined) {
    cursor.report("not-yet-supported", data.conditionSpan, "conditions on values are not supported yet", { notes: needsSolver });
    return undefined;
  }
  const any = transitions.find(({ condition }) => condition.kind === "any");
  const constant = transitions.find(({ condition }) => condition.kind === "constant");
  if (any === undefined) return labels(transitions);
  if (constant === undefined) {
    return ({ variable: { span } }) => ({
      label: { text: "_", span },
      payload: [{ sort: { kind: "value", type: { kind: "primitive", name: "int", span } }, span }],
    });
  }
  cursor.report("not-yet-supported", any.conditionSpan, "a message with any value beside one with a constant is not supported yet", {
    labels: [{ span: constant.conditionSpan, message: "the constant" }],
    notes: ["any value may be that constant, so the label of the one says nothing about the other", ...needsSolver],
  });
  return undefined;
}

/** Equal constants are one label, which is called as the first variable with that constant; a variable that has had another one gets it behind its name. */
function labels(transitions: readonly Transition[]): (transition: Transition) => SproutMessage {
  const ofValue = new Map<bigint, string>();
  const used = new Set<string>();
  for (const { variable, condition } of transitions) {
    if (condition.kind !== "constant" || ofValue.has(condition.value)) continue;
    let label = variable.text;
    if (used.has(label)) label += `_${String(condition.value).replace("-", "minus")}`;
    while (used.has(label)) label += "_";
    used.add(label);
    ofValue.set(condition.value, label);
  }
  return ({ variable, condition }) => {
    const text = condition.kind === "constant" ? ofValue.get(condition.value) : undefined;
    return { label: { text: text ?? variable.text, span: variable.span }, payload: [] };
  };
}
