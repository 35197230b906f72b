/** Walks a run through a network of automata, step by step from the definition: for runs that come from a file, and to find the places of their steps. */
import { present } from "../../calculus/present.ts";
import type { LocalAutomaton, LocalEdge, Role } from "../../calculus/core/index.ts";
import type { SplitEvent } from "../../calculus/protocols/index.ts";
import { actor, messageKey, printEvent } from "../../calculus/protocols/index.ts";

/** The states of all roles, and the messages on the way by channel. */
export interface WalkedConfiguration {
  readonly states: ReadonlyMap<Role, number>;
  readonly queues: ReadonlyMap<string, readonly string[]>;
}

export type Walk =
  | { readonly ok: true; readonly end: WalkedConfiguration; readonly edges: readonly LocalEdge[] }
  /** `at` counts steps from 0. */
  | { readonly ok: false; readonly at: number; readonly reason: string };

/** Where a network begins. */
function initialConfiguration(automata: readonly LocalAutomaton[]): WalkedConfiguration {
  return { states: new Map(automata.map(({ role, initial }) => [role, initial])), queues: new Map() };
}

/** A text that is equal for exactly the channels that are the same. */
function channelOf({ sender, receiver }: SplitEvent): string {
  return JSON.stringify([sender, receiver]);
}

/** Walks the run from a configuration. On the synchronous network a send is at once followed by its receive. Linear but for the degree of states. */
export function walkNetworkRun(
  automata: readonly LocalAutomaton[],
  run: readonly SplitEvent[],
  network: "fifo" | "synchronous",
  from: WalkedConfiguration = initialConfiguration(automata),
): Walk {
  const byRole = new Map(automata.map((automaton) => [automaton.role, automaton]));
  const states = new Map(from.states);
  const queues = new Map([...from.queues].map(([channel, queue]) => [channel, { messages: [...queue], taken: 0 }]));
  const edges: LocalEdge[] = [];
  for (const [at, event] of run.entries()) {
    const before = run[at - 1];
    if (network === "synchronous" && (at % 2 === 1) !== (event.kind === "receive"))
      return { ok: false, at, reason: `${printEvent(event)} does not stand with its other half` };
    if (network === "synchronous" && event.kind === "receive" && before !== undefined && channelOf(before) !== channelOf(event))
      return { ok: false, at, reason: `${printEvent(event)} is not what was just sent` };
    const role = actor(event);
    const edge = byRole.get(role)?.states[states.get(role) ?? -1]?.edges.find((one) => isStep(one, event));
    if (edge === undefined) return { ok: false, at, reason: `${role} cannot do ${printEvent(event)} there` };
    const queue = queues.get(channelOf(event)) ?? { messages: [], taken: 0 };
    queues.set(channelOf(event), queue);
    if (event.kind === "send") queue.messages.push(event.message);
    else {
      const head = queue.messages[queue.taken];
      if (head !== event.message) return { ok: false, at, reason: `${printEvent(event)}, but ${head ?? "nothing"} is first in the queue` };
      queue.taken += 1;
    }
    states.set(role, edge.target);
    edges.push(edge);
  }
  if (network === "synchronous" && run.length % 2 === 1) return { ok: false, at: run.length, reason: "the last message is not received" };
  const left = [...queues].map(([channel, { messages, taken }]) => [channel, messages.slice(taken)] as const).filter(([, messages]) => messages.length > 0);
  return { ok: true, end: { states, queues: new Map(left) }, edges };
}

/** Whether two configurations of one network are the same. */
export function isSameConfiguration(left: WalkedConfiguration, right: WalkedConfiguration): boolean {
  const text = ({ states, queues }: WalkedConfiguration): string => JSON.stringify([[...states], [...queues].toSorted(([a], [b]) => (a < b ? -1 : 1))]);
  return text(left) === text(right);
}

/** What each role that is not final waits for or would do, and the messages that are on the way; one sentence each. */
export function describeConfiguration(automata: readonly LocalAutomaton[], { states, queues }: WalkedConfiguration): readonly string[] {
  const roles = automata.flatMap(({ role, states: own }) => {
    const { isFinal, edges } = present(own[states.get(role) ?? 0]);
    if (edges.length === 0) return isFinal ? [] : [`${role} is stuck`];
    const acts = edges.map(({ action: { direction, peer, message } }) => `${peer}${direction === "send" ? "!" : "?"}${messageKey(message)}`);
    return [`${role} ${isFinal ? "is finished or goes on with" : "goes on with"} ${[...new Set(acts)].join(" or ")}`];
  });
  const messages = [...queues].map(([channel, queue]) => {
    const [sender, receiver] = JSON.parse(channel) as [Role, Role];
    return `on the way from ${sender} to ${receiver}: ${queue.join(", ")}`;
  });
  return roles.length === 0 && messages.length === 0 ? ["everybody is finished"] : [...roles, ...messages];
}

function isStep({ action: { direction, peer, message } }: LocalEdge, { kind, sender, receiver, message: text }: SplitEvent): boolean {
  return direction === kind && peer === (kind === "send" ? receiver : sender) && messageKey(message) === text;
}
