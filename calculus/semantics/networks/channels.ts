/** FIFO channels: one queue for each ordered pair of roles. Empty queues are absent, so that equal channels have equal entries. */
import type { Role } from "../../core/index.ts";
import type { Channels, Message } from "../transition-system.ts";
import { messageKey, noteReceived, noteSent } from "./queue-names.ts";
import type { QueueNames } from "./queue-names.ts";

/** `p→q` */
export function channelKey(from: Role, to: Role): string {
  return `${from}→${to}`;
}

/** The messages on their way from p to q, oldest first. */
export function queued(channels: Channels, from: Role, to: Role): readonly Message[] {
  return channels.get(channelKey(from, to))?.messages ?? [];
}

/** Q(p,q)·m */
export function enqueue(channels: Channels, from: Role, to: Role, message: Message): Channels {
  const before = queued(channels, from, to);
  const messages = [...before, message];
  noteSent(messages, before, message);
  return withQueue(channels, from, to, messages);
}

/** Q with the oldest message from p to q removed. */
export function dequeue(channels: Channels, from: Role, to: Role): Channels {
  const before = queued(channels, from, to);
  const messages = before.slice(1);
  noteReceived(messages, before);
  return withQueue(channels, from, to, messages);
}

/** Q[(p,q) ↦ messages] */
export function withQueue(channels: Channels, from: Role, to: Role, messages: readonly Message[]): Channels {
  const result = new Map(channels);
  if (messages.length === 0) result.delete(channelKey(from, to));
  else result.set(channelKey(from, to), { from, to, messages });
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
