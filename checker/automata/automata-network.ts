/**
 * The network of one local automaton for each role, with a first-in-first-out queue for each ordered pair of roles that communicate (communicating finite-state
 * machines; Brand and Zafiropulo, JACM 1983), as numbers in arrays.
 */
import { present } from "../../calculus/present.ts";
import type { Role } from "../../calculus/core/index.ts";
import { messageKey, type LocalAutomaton, type SplitEvent } from "../../calculus/protocols/index.ts";

/** A step of one role. `role` and `peer` are positions in `roles`, `channel` in `channels`, `message` in `messages`. */
export interface NetworkEdge {
  readonly sends: boolean;
  readonly peer: number;
  readonly channel: number;
  readonly message: number;
  readonly target: number;
}

export interface AutomataNetwork {
  readonly roles: readonly Role[];
  readonly initial: readonly number[];
  /** By role, then state. */
  readonly states: readonly (readonly { readonly isFinal: boolean; readonly edges: readonly NetworkEdge[] }[])[];
  readonly channels: readonly { readonly sender: number; readonly receiver: number }[];
  readonly messages: readonly string[];
}

/** Puts automata together, one for each role; a peer without automaton is one that never moves. Linear. */
export function automataNetwork(automata: readonly LocalAutomaton[]): AutomataNetwork {
  const roles = new Map<Role, number>(automata.map(({ role }, index) => [role, index]));
  const channelNumbers = new Map<string, number>();
  const channels: { sender: number; receiver: number }[] = [];
  const messages = new Map<string, number>();
  const channelOf = (sender: number, receiver: number): number => {
    const number = intern(channelNumbers, `${sender} ${receiver}`);
    if (number === channels.length) channels.push({ sender, receiver });
    return number;
  };
  const states = automata.map(({ states: own }, role) =>
    own.map(({ isFinal, edges }) => ({
      isFinal,
      edges: edges.map(({ action, target }): NetworkEdge => {
        const sends = action.direction === "send";
        const peer = intern(roles, action.peer);
        const channel = sends ? channelOf(role, peer) : channelOf(peer, role);
        return { sends, peer, channel, message: intern(messages, messageKey(action.message)), target };
      }),
    })),
  );
  return { roles: [...roles.keys()], initial: automata.map(({ initial }) => initial), states, channels, messages: [...messages.keys()] };
}

/** The step as an event. */
export function eventOf(
  { channels, roles, messages }: AutomataNetwork,
  { sends, channel, message }: Pick<NetworkEdge, "sends" | "channel" | "message">,
): SplitEvent {
  const { sender, receiver } = present(channels[channel]);
  return { kind: sends ? "send" : "receive", sender: present(roles[sender]), receiver: present(roles[receiver]), message: present(messages[message]) };
}

function intern(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}
