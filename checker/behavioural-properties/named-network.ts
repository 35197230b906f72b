/** Networks of automata by names, from the definitions and without numbers: what evidence is checked against. Slow and plain on purpose. */
import type { Role } from "../../calculus/core/index.ts";
import { messageKey, type LocalAutomaton, type LocalEdge, type SplitEvent } from "../../calculus/protocols/index.ts";
import type { NamedConfiguration, Pending } from "./evidence.ts";
import type { BehaviourNetwork } from "./items.ts";

export interface NamedNetwork {
  readonly automata: readonly LocalAutomaton[];
  readonly kind: BehaviourNetwork;
  /** Where the automaton of a role stands; of two the first. */
  readonly positions: ReadonlyMap<Role, number>;
}

/** The automata as a network. */
export function namedNetwork(automata: readonly LocalAutomaton[], kind: BehaviourNetwork): NamedNetwork {
  return { automata, kind, positions: new Map(automata.map(({ role }, index) => [role, index] as const).reverse()) };
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
  if (queues.length === 0) return states.join();
  const texts = queues.map(({ sender, receiver, messages }) => JSON.stringify([sender, receiver, ...messages]));
  return `${states.join()} ${texts.sort().join()}`;
}

/** Everything that can happen next. */
export function movesOf(network: NamedNetwork, configuration: NamedConfiguration): readonly NamedStep[] {
  const steps: NamedStep[] = [];
  for (const [index, { role }] of network.automata.entries()) {
    for (const edge of edgesOf(network, configuration, index)) {
      if (network.kind === "fifo") steps.push(...queued(configuration, index, role, edge));
      else if (edge.action.direction === "send") steps.push(...synchronised(network, configuration, index, role, edge));
    }
  }
  return steps;
}

function queued(configuration: NamedConfiguration, index: number, role: Role, { action, target }: LocalEdge): readonly NamedStep[] {
  const message = messageKey(action.message);
  const [sender, receiver] = action.direction === "send" ? [role, action.peer] : [action.peer, role];
  const queue = queueOf(configuration, sender, receiver);
  if (action.direction === "receive" && queue[0] !== message) return [];
  const left = action.direction === "send" ? [...queue, message] : queue.slice(1);
  const to = { states: configuration.states.with(index, target), queues: replaced(configuration, sender, receiver, left) };
  return [{ event: { kind: action.direction, sender, receiver, message }, role, to }];
}

function synchronised(network: NamedNetwork, configuration: NamedConfiguration, index: number, role: Role, sent: LocalEdge): readonly NamedStep[] {
  const receiver = sent.action.peer;
  const other = network.positions.get(receiver);
  if (other === undefined) return [];
  const message = messageKey(sent.action.message);
  const received = edgesOf(network, configuration, other).filter(
    ({ action }) => action.direction === "receive" && action.peer === role && messageKey(action.message) === message,
  );
  return received.map(({ target }) => {
    const to = { states: configuration.states.with(index, sent.target).with(other, target), queues: [] };
    return { event: { kind: "send", sender: role, receiver, message }, role, to };
  });
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
  const index = network.positions.get(kind === "input" ? receiver : sender) ?? -1;
  if (whose === "not final" && network.automata[index]?.states[configuration.states[index] ?? 0]?.isFinal === true) return false;
  return edgesOf(network, configuration, index).some(({ action }) =>
    kind === "input"
      ? action.direction === "receive" && action.peer === sender
      : action.direction === "send" && action.peer === receiver && messageKey(action.message) === message,
  );
}

/** Whether one of the steps does what is pending. */
export function areMeeting({ kind }: NamedNetwork, steps: readonly NamedStep[], { sender, receiver, message }: Pending): boolean {
  return steps.some(
    ({ event }) =>
      event.sender === sender &&
      event.receiver === receiver &&
      (message === undefined || event.message === message) &&
      (kind === "synchronous" || event.kind === "receive"),
  );
}

/** Whether the receiver has receipts from the sender, and none of this message. */
export function expectsOthers(network: NamedNetwork, configuration: NamedConfiguration, { sender, receiver, message }: Omit<Pending, "kind">): boolean {
  const index = network.positions.get(receiver) ?? -1;
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
