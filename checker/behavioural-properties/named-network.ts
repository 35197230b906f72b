/** Networks of automata by names, from the definitions and without numbers: what evidence is checked against. Slow and plain on purpose. */
import { messageKey, type LocalAutomaton, type LocalEdge, type SplitEvent } from "../../calculus/protocols/index.ts";
import type { NamedConfiguration, Pending } from "./evidence.ts";
import type { BehaviourNetwork } from "./items.ts";

export interface NamedNetwork {
  readonly automata: readonly LocalAutomaton[];
  readonly kind: BehaviourNetwork;
}

/** A step, the role whose choice it is (of a synchronisation: the sender), and where it leads. A synchronisation is written as its send. */
export interface NamedStep {
  readonly event: SplitEvent;
  readonly role: string;
  readonly to: NamedConfiguration;
}

/** All automata in their initial states, all queues empty. */
export function initialConfiguration({ automata }: NamedNetwork): NamedConfiguration {
  return { states: automata.map(({ initial }) => initial), queues: [] };
}

/** A text that is equal for exactly the configurations that are. */
export function keyOf({ states, queues }: NamedConfiguration): string {
  const texts = queues.map(({ sender, receiver, messages }) => JSON.stringify([sender, receiver, ...messages]));
  return `${states.join()} ${texts.sort().join()}`;
}

/** Everything that can happen next. */
export function movesOf(network: NamedNetwork, configuration: NamedConfiguration): readonly NamedStep[] {
  const { automata, kind } = network;
  return automata.flatMap(({ role }, index) =>
    edgesOf(network, configuration, index).flatMap((edge): readonly NamedStep[] => {
      const { direction, peer } = edge.action;
      const message = messageKey(edge.action.message);
      const [sender, receiver] = direction === "send" ? [role, peer] : [peer, role];
      const event: SplitEvent = { kind: direction, sender, receiver, message };
      const states = configuration.states.with(index, edge.target);
      if (kind === "fifo") {
        const queue = queueOf(configuration, sender, receiver);
        if (direction === "receive" && queue[0] !== message) return [];
        return [
          { event, role, to: { states, queues: replaced(configuration, sender, receiver, direction === "send" ? [...queue, message] : queue.slice(1)) } },
        ];
      }
      const other = automata.findIndex((automaton) => automaton.role === peer);
      if (direction === "receive" || other < 0) return [];
      return edgesOf(network, configuration, other).flatMap(({ action, target }): readonly NamedStep[] => {
        if (action.direction !== "receive" || action.peer !== role || messageKey(action.message) !== message) return [];
        return [{ event, role, to: { states: states.with(other, target), queues: [] } }];
      });
    }),
  );
}

/** Whether a role that is not final waits, or has a message to send; or the message is first in its queue. */
export function isPending(
  network: NamedNetwork,
  configuration: NamedConfiguration,
  pending: Pending,
  whose: "not final" | "even if final" = "not final",
): boolean {
  const { kind, sender, receiver, message } = pending;
  if (network.kind === "fifo" && kind === "output") return queueOf(configuration, sender, receiver)[0] === message;
  const index = network.automata.findIndex(({ role }) => role === (kind === "input" ? receiver : sender));
  if (whose === "not final" && network.automata[index]?.states[configuration.states[index] ?? 0]?.isFinal === true) return false;
  return edgesOf(network, configuration, index).some(({ action }) =>
    kind === "input"
      ? action.direction === "receive" && action.peer === sender
      : action.direction === "send" && action.peer === receiver && messageKey(action.message) === message,
  );
}

/** Whether what is pending can be done. */
export function canMeet(network: NamedNetwork, configuration: NamedConfiguration, { sender, receiver, message }: Pending): boolean {
  return movesOf(network, configuration).some(
    ({ event }) =>
      event.sender === sender &&
      event.receiver === receiver &&
      (message === undefined || event.message === message) &&
      (network.kind === "synchronous" || event.kind === "receive"),
  );
}

/** Whether the receiver has receipts from the sender, and none of this message. */
export function expectsOthers(network: NamedNetwork, configuration: NamedConfiguration, { sender, receiver, message }: Omit<Pending, "kind">): boolean {
  const index = network.automata.findIndex(({ role }) => role === receiver);
  const expected = edgesOf(network, configuration, index).filter(({ action }) => action.direction === "receive" && action.peer === sender);
  return expected.length > 0 && !expected.some(({ action }) => messageKey(action.message) === message);
}

/** Whether all roles are final and all queues empty. */
export function isOver({ automata }: NamedNetwork, { states, queues }: NamedConfiguration): boolean {
  return queues.length === 0 && automata.every((automaton, index) => automaton.states[states[index] ?? 0]?.isFinal === true);
}

function edgesOf({ automata }: NamedNetwork, { states }: NamedConfiguration, index: number): readonly LocalEdge[] {
  return automata[index]?.states[states[index] ?? 0]?.edges ?? [];
}

function queueOf({ queues }: NamedConfiguration, sender: string, receiver: string): readonly string[] {
  return queues.find((queue) => queue.sender === sender && queue.receiver === receiver)?.messages ?? [];
}

function replaced({ queues }: NamedConfiguration, sender: string, receiver: string, messages: readonly string[]): NamedConfiguration["queues"] {
  const others = queues.filter((queue) => queue.sender !== sender || queue.receiver !== receiver);
  return messages.length === 0 ? others : [...others, { sender, receiver, messages }];
}
