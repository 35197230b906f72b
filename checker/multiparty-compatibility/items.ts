/** What can be asked about multiparty compatibility (Lange and Yoshida, CAV 2019), with the sentence that each verdict decides (docs/compatibility.md). */
import { assertNever } from "../../calculus/assert-never.ts";
import type { WrittenItem } from "../written-item.ts";

/** Items about the configurations with at most k messages in a queue. */
export const boundedItems = ["k-mc", "k-safe", "k-exhaustive", "k-obi", "k-sibi", "k-cibi", "least-k"] as const;
/** Items about the automata, or about queues of any length. */
export const unboundedItems = ["directed", "no-mixed-states", "compatible"] as const;

export type CompatibilityItem = { readonly kind: (typeof boundedItems)[number]; readonly bound: number } | { readonly kind: (typeof unboundedItems)[number] };

/** The largest k that an item may name. */
const largestBound = 10_000;

/** An item of an `expect` line: undefined when it is none of these, a sentence when its arguments are not in order. */
export function compatibilityItem({ name, arguments: words }: WrittenItem): CompatibilityItem | string | undefined {
  for (const kind of unboundedItems) {
    if (name === kind) return words.length === 0 ? { kind } : `\`${name}\` takes nothing in parentheses`;
  }
  for (const kind of boundedItems) {
    if (name !== kind) continue;
    const [word = ""] = words;
    const bound = words.length === 1 && /^[0-9]{1,5}$/.test(word) ? Number(word) : 0;
    return bound >= 1 && bound <= largestBound ? { kind, bound } : `\`${name}\` takes one number from 1 to ${String(largestBound)}: messages in a queue`;
  }
  return undefined;
}

/** The item as an `expect` line writes it. */
export function compatibilityItemText(item: CompatibilityItem): string {
  return "bound" in item ? `${item.kind}(${String(item.bound)})` : item.kind;
}

/** The sentence that a verdict on the item decides; definitions are numbered as in the artifact of the paper. */
export function definitionOfCompatibility(item: CompatibilityItem): string {
  const within = (bound: number): string => `with at most ${String(bound)} ${bound === 1 ? "message" : "messages"} in a queue`;
  switch (item.kind) {
    case "directed":
      return "in every state of every automaton all actions are sends to one peer or all are receives from one peer";
    case "no-mixed-states":
      return "no state of any automaton has sends and receives (Remark 1)";
    case "k-safe":
      return `${within(item.bound)}, whatever happened: the first message of every queue can still be received, and every role that only receives can still do so (Definition 4)`;
    case "k-exhaustive":
      return `${within(item.bound)}, whatever happened: every send that a role may do next can be done after steps of the other roles alone (Definition 9)`;
    case "k-obi":
      return `${within(item.bound)}, whatever happened: where a role can do one of its sends, it can do all of them (k-output bound independence, Definition 6)`;
    case "k-sibi":
      return `${within(item.bound)}, whatever happened: where a role can receive from one peer, no message that it might receive instead from another is there or can still be sent (strong k-input bound independence, Definition 11)`;
    case "k-cibi":
      return `${within(item.bound)}, whatever happened: where a role can receive from one peer, no message that it might receive instead from another is there, and one that is sent later depends on what was received (chained k-input bound independence, Definition 10)`;
    case "k-mc":
      return `${within(item.bound)}: k-safe and k-exhaustive, and of the class for which this means safety with queues of any length: deterministic, no mixed states, k-OBI, and k-SIBI or k-CIBI (Theorem 1, Lemma 1)`;
    case "least-k":
      return `k-multiparty compatible for k = ${String(item.bound)}, and for no smaller k`;
    case "compatible":
      return "with queues of any length, whatever happened: the first message of every queue can still be received, and every role that only receives can still do so";
    default:
      return assertNever(item);
  }
}
