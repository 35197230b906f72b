/** What is judged of endpoints as the local automata of a protocol that nobody has written. */
import type { WrittenItem } from "../written-item.ts";

export interface SynthesisItem {
  readonly kind: "synthesisable";
}

/** The item that the text names: undefined for every other, and where something stands in parentheses. */
export function synthesisItem({ name, arguments: words }: WrittenItem): SynthesisItem | undefined {
  return name === "synthesisable" && words.length === 0 ? { kind: "synthesisable" } : undefined;
}

/** The sentence that a verdict on the item decides. */
export const synthesisDefinition =
  "some protocol has these endpoints: each does what its local automaton does, up to receives that never happen and sends that come earlier than the protocol says";
