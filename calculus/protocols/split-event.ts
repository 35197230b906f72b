/**
 * Events of networks: a message p→q:m is a send p▷q!m and a receive q◁p?m (Li, Stutz, Wies and Zufferey, OOPSLA 2025, split). A trace is a sequence of
 * them; what a role does and sees in it is its view.
 */
import type { Role } from "../core/index.ts";
import type { Span } from "../diagnostics/index.ts";
import type { GlobalEdge } from "./automata.ts";
import { messageKey } from "./message-key.ts";

export interface SplitEvent {
  readonly kind: "send" | "receive";
  readonly sender: Role;
  readonly receiver: Role;
  /** The label with the sorts of the payload, as `messageKey` writes them. */
  readonly message: string;
  /** Where the message stands; absent in traces that were read from a file. */
  readonly span?: Span;
}

/** The send or the receive of a message. */
export function splitEvent(kind: "send" | "receive", { sender, receiver, message, span }: GlobalEdge): SplitEvent {
  return { kind, sender, receiver, message: messageKey(message), span };
}

/** The role that acts. */
export function actor({ kind, sender, receiver }: SplitEvent): Role {
  return kind === "send" ? sender : receiver;
}

/** A text that is equal for exactly the events that are the same. */
export function eventKey({ kind, sender, receiver, message }: SplitEvent): string {
  return JSON.stringify([kind, sender, receiver, message]);
}

/** The event as in the papers: `p▷q!m`, `q◁p?m`. */
export function printEvent({ kind, sender, receiver, message }: SplitEvent): string {
  return kind === "send" ? `${sender}▷${receiver}!${message}` : `${receiver}◁${sender}?${message}`;
}

/** The role's own events, in order. */
export function viewOf(trace: readonly SplitEvent[], role: Role): readonly SplitEvent[] {
  return trace.filter((event) => actor(event) === role);
}

/** What is wrong with the trace for queues that are first in, first out, one for each ordered pair of roles; undefined if nothing. Linear. */
export function queueFault(trace: readonly SplitEvent[]): string | undefined {
  const queues = new Map<string, { readonly sent: string[]; received: number }>();
  for (const event of trace) {
    const channel = JSON.stringify([event.sender, event.receiver]);
    const queue = queues.get(channel) ?? { sent: [], received: 0 };
    queues.set(channel, queue);
    if (event.kind === "send") {
      queue.sent.push(event.message);
      continue;
    }
    const head = queue.sent[queue.received];
    if (head !== event.message) return `${printEvent(event)}, but ${head === undefined ? "nothing" : head} is first in the queue`;
    queue.received++;
  }
  return undefined;
}
