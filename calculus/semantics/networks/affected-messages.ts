/** Messages on their way, in the order in which faults befall them. */
import type { FaultClause, Role } from "../../core/index.ts";
import type { Label } from "../label.ts";
import type { Channels, Message, Queue } from "../transition-system.ts";
import { distinct } from "./channels.ts";

type Exchange = Extract<Label, { kind: "lose" | "receive" }>;

/** A message in a queue, or the first of several equal neighbours. */
export interface Affected {
  readonly channel: string;
  readonly queue: Queue;
  readonly position: number;
  readonly from: Role;
  readonly message: Message;
}

/** Queues in the order of their senders (none in a mailbox), then of their receivers in the network's roles; those of further sessions behind, by name; then by position. */
export function affectedMessages(channels: Channels, roles: readonly Role[]): readonly Affected[] {
  const rank = (role: Role | undefined): number => {
    const found = role === undefined ? -1 : roles.indexOf(role);
    return role === undefined || found >= 0 ? found : roles.length;
  };
  const sorted = [...channels].sort(
    ([name, one], [otherName, other]) => rank(one.from) - rank(other.from) || rank(one.to) - rank(other.to) || (name < otherName ? -1 : 1),
  );
  return sorted.flatMap(([channel, queue]) =>
    distinct(queue.messages).flatMap((position): readonly Affected[] => {
      const message = queue.messages[position];
      const from = queue.from ?? message?.from;
      return message === undefined || from === undefined ? [] : [{ channel, queue, position, from, message }];
    }),
  );
}

/** Whether a clause is about a message. */
export function concerns({ from, to, label }: Exclude<FaultClause, { readonly kind: "crash" }>, message: Pick<Exchange, "from" | "to" | "label">): boolean {
  return (from === undefined || from === message.from) && (to === undefined || to === message.to) && (label === undefined || label === message.label);
}

/** The channels with other messages in one of the queues. */
export function withMessages(channels: Channels, channel: string, queue: Queue, messages: readonly Message[]): Channels {
  const result = new Map(channels);
  if (messages.length === 0) result.delete(channel);
  else result.set(channel, { ...queue, messages });
  return result;
}
