/** FIFO channels: one queue for each ordered pair of roles. Empty queues are absent, so that equal channels have equal entries. */
import type { Role } from "../../core/index.ts";
import { valueKey } from "../../values/index.ts";
import type { Channels, Message } from "../transition-system.ts";

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
  return withQueue(channels, from, to, [...queued(channels, from, to), message]);
}

/** Q with the oldest message from p to q removed. */
export function dequeue(channels: Channels, from: Role, to: Role): Channels {
  return withQueue(channels, from, to, queued(channels, from, to).slice(1));
}

/** Q[(p,q) ↦ messages] */
export function withQueue(channels: Channels, from: Role, to: Role, messages: readonly Message[]): Channels {
  const result = new Map(channels);
  if (messages.length === 0) result.delete(channelKey(from, to));
  else result.set(channelKey(from, to), { from, to, messages });
  return result;
}

const keys = new WeakMap<Channels, string>();

/** Equal keys iff equal channels. */
export function channelsKey(channels: Channels): string {
  const known = keys.get(channels);
  if (known !== undefined) return known;
  const entries = [...channels].map(
    ([channel, { messages }]) => `${channel}:${messages.map(({ label, values }) => `${label}⟨${values.map(valueKey).join()}⟩`).join("·")}`,
  );
  const key = entries.sort().join("\u0001");
  keys.set(channels, key);
  return key;
}
