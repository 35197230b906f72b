/**
 * What is pending in a configuration and has to become possible: the clauses ⟨i(p,q,–)⟩ and ⟨o(p,q,m)⟩ of the formulas for liveness (Scalas and Yoshida, POPL
 * 2019, §5). On queues an output is pending from when its message is first in the queue.
 */
import { present } from "../../calculus/present.ts";
import type { StepGraph } from "./step-graph.ts";

/** `input`: the receiver of the channel waits for any message. `output`: this message of the sender is to be received. */
export interface Obligation {
  readonly kind: "input" | "output";
  readonly channel: number;
  /** Of an output. */
  readonly message?: number;
}

/** All that can be pending: an input for each channel, an output for each of its messages. */
export function obligationsOf({ steps: { network } }: StepGraph): readonly Obligation[] {
  const messages = network.channels.map(() => new Set<number>());
  for (const states of network.states) {
    for (const { edges } of states) for (const { sends, channel, message } of edges) if (sends) present(messages[channel]).add(message);
  }
  return network.channels.flatMap((_, channel): readonly Obligation[] => [
    { kind: "input", channel },
    ...[...present(messages[channel])].map((message): Obligation => ({ kind: "output", channel, message })),
  ]);
}

/**
 * Whether the obligation is pending in a configuration. A role in a final state owes nothing: neither waits it, nor has it anything to send. A message in a
 * queue is owed always.
 */
export function pendingIn({ steps: { network, kind, queues } }: StepGraph, obligation: Obligation): (configuration: Int32Array) => boolean {
  const { sender, receiver } = present(network.channels[obligation.channel]);
  if (kind === "fifo" && obligation.kind === "output") {
    const place = network.states.length + obligation.channel;
    return (configuration) => queues.head(present(configuration[place])) === obligation.message;
  }
  const role = obligation.kind === "input" ? receiver : sender;
  const isPending = (network.states[role] ?? []).map(
    ({ isFinal, edges }) =>
      !isFinal &&
      edges.some(
        ({ sends, channel, message }) => channel === obligation.channel && (obligation.kind === "input" ? !sends : sends && message === obligation.message),
      ),
  );
  return (configuration) => role < network.states.length && isPending[present(configuration[role])] === true;
}

/** By action: whether it does what is pending. Where such an action is possible the obligation is met. */
export function meets({ actions }: StepGraph, { kind, channel, message }: Obligation): Uint8Array {
  const meeting = new Uint8Array(actions.length);
  for (const [number, action] of actions.entries()) {
    if (action.kind !== "send" && action.channel === channel && (kind === "input" || action.message === message)) meeting[number] = 1;
  }
  return meeting;
}

/** By configuration: whether one of the actions is possible. */
export function possibleWhere({ count, actionOf, sourceOf }: StepGraph, isWanted: Uint8Array): Uint8Array {
  const possible = new Uint8Array(count);
  for (let edge = 0; edge < actionOf.length; edge++) if (isWanted[actionOf[edge] as number] === 1) possible[sourceOf[edge] as number] = 1;
  return possible;
}
