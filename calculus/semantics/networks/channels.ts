/**
 * Queues: one for each ordered pair of roles, or in a mailbox network one for each receiver. Empty queues are absent, so that equal channels have equal
 * entries; a bag is kept in the order of its messages for the same reason.
 */
import type { NetworkArchitecture, Role } from "../../core/index.ts";
import { fifo } from "../../core/index.ts";
import { compareValues } from "../../values/index.ts";
import type { Channels, Message } from "../transition-system.ts";
import { messageKey, noteReceived, noteSent } from "./queue-names.ts";
import type { QueueNames } from "./queue-names.ts";

/** `p→q` */
export function channelKey(from: Role, to: Role): string {
  return `${from}→${to}`;
}

/** The name of the queue in which messages from p to q wait: `p→q`, of a mailbox `→q`. */
export function queueKey({ order }: NetworkArchitecture, from: Role, to: Role): string {
  return order === "mailbox" ? `→${to}` : channelKey(from, to);
}

/** The messages on their way from p to q, oldest first; of a mailbox those of all senders to q. */
export function queued(channels: Channels, from: Role, to: Role, network: NetworkArchitecture = fifo): readonly Message[] {
  return channels.get(queueKey(network, from, to))?.messages ?? [];
}

/** Whether there is room for one more message from p to q. */
export function hasRoom(network: NetworkArchitecture, channels: Channels, from: Role, to: Role): boolean {
  return network.capacity === undefined || queued(channels, from, to, network).length < network.capacity;
}

/** Q(p,q)·m; of a mailbox Q(q)·p:m, of a bag Q(p,q) ⊎ {m}. */
export function enqueue(network: NetworkArchitecture, channels: Channels, from: Role, to: Role, { label, values }: Message): Channels {
  const before = queued(channels, from, to, network);
  const message: Message = network.order === "mailbox" ? { label, values, from } : { label, values };
  if (network.order === "bag") return withQueue(channels, from, to, inOrder(before, message), network);
  const messages = [...before, message];
  noteSent(messages, before, message);
  return withQueue(channels, from, to, messages, network);
}

/** The bag with one more message. Linear in its messages. */
function inOrder(bag: readonly Message[], message: Message): readonly Message[] {
  const place = bag.findIndex((other) => compareMessages(message, other) < 0);
  return place < 0 ? [...bag, message] : bag.toSpliced(place, 0, message);
}

/** The order in a bag: by label (code units), then value by value. */
function compareMessages(left: Message, right: Message): number {
  if (left.label !== right.label) return left.label < right.label ? -1 : 1;
  for (const [index, value] of left.values.entries()) {
    const other = right.values[index];
    if (other === undefined) return 1;
    const order = compareValues(value, other);
    if (order !== 0) return order;
  }
  return left.values.length - right.values.length;
}

/** A message that can be received, and the queues without it. */
export interface Delivery {
  readonly message: Message;
  readonly rest: () => Channels;
}

/** What q can receive from p: the oldest message of a queue; of a mailbox where it is from p; of a bag each message, equal ones once. */
export function deliveries(network: NetworkArchitecture, channels: Channels, from: Role, to: Role): readonly Delivery[] {
  const messages = queued(channels, from, to, network);
  if (network.order === "bag")
    return distinct(messages).map((position) => ({
      message: messages[position] as Message,
      rest: () => withQueue(channels, from, to, messages.toSpliced(position, 1), network),
    }));
  const [message] = messages;
  if (message === undefined || (network.order === "mailbox" && message.from !== from)) return [];
  return [
    {
      message,
      rest: () => {
        const rest = messages.slice(1);
        noteReceived(rest, messages);
        return withQueue(channels, from, to, rest, network);
      },
    },
  ];
}

/** The positions of messages that differ from the one before them. Linear. */
export function distinct(messages: readonly Message[]): readonly number[] {
  const keys = messages.map(messageKey);
  return keys.flatMap((key, position) => (key === keys[position - 1] ? [] : [position]));
}

/** Q[(p,q) ↦ messages] */
export function withQueue(channels: Channels, from: Role, to: Role, messages: readonly Message[], network: NetworkArchitecture = fifo): Channels {
  const result = new Map(channels);
  const key = queueKey(network, from, to);
  if (messages.length === 0) result.delete(key);
  else result.set(key, network.order === "mailbox" ? { to, messages } : { from, to, messages });
  return result;
}

/** A text of all queues: equal texts iff equal channels. Linear in the messages. */
export function channelsText(channels: Channels): string {
  return sortedEntries(channels, (messages) => messages.map(messageKey).join("·"));
}

/** Equal keys iff equal channels, for keys by the same names. Linear in the channels that are not empty, whatever is in them. */
export function channelsKey(channels: Channels, names: QueueNames): string {
  return sortedEntries(channels, (messages) => String(names.numberOf(messages)));
}

function sortedEntries(channels: Channels, text: (messages: readonly Message[]) => string): string {
  return [...channels]
    .map(([channel, { messages }]) => `${channel}:${text(messages)}`)
    .sort()
    .join("\u0001");
}
