/** What can be judged of a protocol as a whole or of one of its roles, with the sentence that each verdict decides. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Role } from "../../calculus/core/index.ts";

/** Items about one role or, without it, about all. */
export const roleItems = ["send-coherent", "receive-coherent", "no-mixed-choice", "sink-final"] as const;
/** Items about the protocol. */
export const protocolItems = ["coherent", "implementable", "implementable-open"] as const;
/** Items about the network of the local automata. */
export const networkItems = ["deadlock-free", "reception-safe", "orphan-free"] as const;

export type ImplementabilityItem =
  | { readonly kind: (typeof roleItems)[number]; readonly role?: Role }
  | { readonly kind: (typeof protocolItems)[number] }
  | { readonly kind: (typeof networkItems)[number] }
  | { readonly kind: "bounded"; readonly bound: number }
  | { readonly kind: "states"; readonly bound: number; readonly count: number };

/** An item of an `expect` line: undefined when it is none of these, a sentence when its arguments are not in order. */
export function implementabilityItem(name: string, words: readonly string[]): ImplementabilityItem | string | undefined {
  for (const kind of roleItems) {
    if (name !== kind) continue;
    const [role] = words;
    if (words.length > 1) return `\`${name}\` takes at most one role`;
    return role === undefined ? { kind } : { kind, role };
  }
  for (const kind of [...protocolItems, ...networkItems]) {
    if (name === kind) return words.length === 0 ? { kind } : `\`${name}\` takes nothing in parentheses`;
  }
  const numbers = words.map((word) => (/^[0-9]{1,9}$/.test(word) ? Number(word) : undefined));
  const [bound, count] = numbers;
  if (name === "bounded") return words.length === 1 && bound !== undefined ? { kind: "bounded", bound } : "`bounded` takes one number: messages in a queue";
  if (name !== "states") return undefined;
  if (words.length !== 2 || bound === undefined || count === undefined) return "`states` takes two numbers: messages in a queue, and configurations";
  return { kind: "states", bound, count };
}

/** The item as an `expect` line writes it. */
export function itemText(item: ImplementabilityItem): string {
  switch (item.kind) {
    case "bounded":
      return `bounded(${item.bound})`;
    case "states":
      return `states(${item.bound}, ${item.count})`;
    case "send-coherent":
    case "receive-coherent":
    case "no-mixed-choice":
    case "sink-final":
      return item.role === undefined ? item.kind : `${item.kind}(${item.role})`;
    default:
      return item.kind;
  }
}

/** The sentence that a verdict on the item decides. */
export function definitionOfItem(item: ImplementabilityItem): string {
  switch (item.kind) {
    case "send-coherent":
      return `${whose(item.role)}, whenever it may send after a run, may still send so after every run in which it did and saw the same`;
    case "receive-coherent":
      return `${whose(item.role)} is never offered, while it waits for one role, a message of another role that belongs to a run that looks the same to it`;
    case "no-mixed-choice":
      return `${whose(item.role)} never has to send after one run and to receive after another in which it did and saw the same`;
    case "sink-final":
      return `${whose(item.role)}, whenever the protocol may be over for all that it did and saw, has nothing left to do`;
    case "coherent":
      return "every role is send coherent, receive coherent and without mixed choice: some network with first-in-first-out queues has exactly the runs of the protocol and no deadlock";
    case "implementable":
      return "the protocol is coherent, and every role knows when it is finished";
    case "implementable-open":
      return "the protocol is coherent; the roles that cannot know when they are finished are named";
    case "deadlock-free":
      return "in no reachable configuration of the network of the local automata nobody can move, unless all are final and all queues empty";
    case "reception-safe":
      return "in no reachable configuration of the network of the local automata a role only receives, all queues that it may receive from have messages, and it expects none of them";
    case "orphan-free":
      return "in no reachable configuration of the network of the local automata nobody can move, all are final and a message is left in a queue";
    case "bounded":
      return `in no reachable configuration of the network of the local automata a queue holds more than ${item.bound} messages`;
    case "states":
      return `the network of the local automata has ${item.count} reachable configurations with at most ${item.bound} messages in a queue`;
    default:
      return assertNever(item);
  }
}

function whose(role: Role | undefined): string {
  return role ?? "every role";
}
