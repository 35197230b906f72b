/**
 * The conditions of k-safety and k-exhaustivity on a bounded graph (Lange and Yoshida, CAV 2019, Definitions 4 and 9). What they ask is that something remains
 * possible; the graph knows which messages can still be received from where, so each configuration is looked at once.
 */
import { present } from "../../calculus/present.ts";
import type { BoundedGraph } from "./bounded-graph.ts";
import type { Component, LocalState, Move } from "./component.ts";

/**
 * Something that must remain possible from a configuration and does not: `reception`: the first message of the channel is received; `progress`: the role, which
 * only receives, receives; `send`: the role does this send after steps of the others.
 */
export type Obligation =
  | { readonly kind: "reception"; readonly channel: number; readonly message: number }
  | { readonly kind: "progress"; readonly role: number }
  | { readonly kind: "send"; readonly role: number; readonly move: Move };

/** An obligation that a configuration of the graph has and cannot meet. */
export interface Unmet {
  readonly configuration: number;
  readonly obligation: Obligation;
}

/** What a mutant may replace. */
export interface ConditionParts {
  /** Whether the configuration fails eventual reception for this channel, which has a message. */
  readonly missesReception: (graph: BoundedGraph, configuration: number, channel: number) => boolean;
  /** Whether a full channel can be received from while its sender does not move, by configuration. */
  readonly receivedWithoutSender: (graph: BoundedGraph, channel: number) => (configuration: number) => boolean;
}

export const conditionParts: ConditionParts = {
  missesReception: (graph, configuration, channel) => !graph.canReceive(configuration, channel),
  receivedWithoutSender,
};

function stateAt({ component, configurations }: BoundedGraph, configuration: number, role: number): LocalState {
  return present(present(component.states[role])[present(configurations.at(configuration)[role])]);
}

/** The channels by which each role receives. */
function channelsInto({ states, channels }: Component): readonly (readonly number[])[] {
  return states.map((_, role) => [...channels.keys()].filter((channel) => channels[channel]?.receiver === role));
}

/**
 * k-safety: in every configuration the first message of every queue can still be received (eventual reception), and every role in a receiving state can still
 * receive (progress). A role that has received has done so from this state first, so any receive of it will do. Gives the configurations that fail, each once,
 * in the order of the search; linear.
 */
export function* unsafe(graph: BoundedGraph, parts: ConditionParts = conditionParts): Iterable<Unmet> {
  const { component, configurations, queues } = graph;
  const roles = component.states.length;
  const into = channelsInto(component);
  for (let configuration = 0; configuration < configurations.count; configuration++) {
    const cells = configurations.at(configuration);
    for (let channel = 0; channel < component.channels.length; channel++) {
      const message = queues.head(present(cells[roles + channel]));
      if (message === undefined || !parts.missesReception(graph, configuration, channel)) continue;
      yield { configuration, obligation: { kind: "reception", channel, message } };
    }
    for (let role = 0; role < roles; role++) {
      if (stateAt(graph, configuration, role).kind !== "receive") continue;
      if (!present(into[role]).some((channel) => graph.canReceive(configuration, channel))) yield { configuration, obligation: { kind: "progress", role } };
    }
  }
}

/**
 * k-exhaustivity: every send of the state of a role can be done after steps of the others alone. It cannot at once only where the queue is full; then the
 * receiver must take a message from it while the sender stands still. Where all actions of the state are sends to this full queue, the sender stands still anyway.
 * Linear, and for each channel of a state with several channels linear once more.
 */
export function* unexhausted(graph: BoundedGraph, parts: ConditionParts = conditionParts): Iterable<Unmet> {
  const { component, configurations, queues, bound } = graph;
  const roles = component.states.length;
  const withoutSender = new Map<number, (configuration: number) => boolean>();
  for (let configuration = 0; configuration < configurations.count; configuration++) {
    const cells = configurations.at(configuration);
    for (let role = 0; role < roles; role++) {
      const { moves, channels } = stateAt(graph, configuration, role);
      for (const move of moves) {
        if (!move.sends || queues.length(present(cells[roles + move.channel])) < bound) continue;
        if (channels.length === 1) {
          if (!graph.canReceive(configuration, move.channel)) yield { configuration, obligation: { kind: "send", role, move } };
          continue;
        }
        const isReceived = withoutSender.get(move.channel) ?? parts.receivedWithoutSender(graph, move.channel);
        withoutSender.set(move.channel, isReceived);
        if (!isReceived(configuration)) yield { configuration, obligation: { kind: "send", role, move } };
      }
    }
  }
}

/** From where a message of the channel is received without a move of its sender. Linear. */
function receivedWithoutSender(graph: BoundedGraph, channel: number): (configuration: number) => boolean {
  const { component, source, move } = graph;
  const { sender } = present(component.channels[channel]);
  const steps = [...source.keys()].filter((step) => present(component.moves[present(move[step])]).role !== sender);
  return leadingTo(graph, steps, (edge) => edge.channel === channel);
}

/** From where some of these steps lead to a step that does what is sought: backwards from those. Linear. */
export function leadingTo(
  { component, configurations, source, target, move }: BoundedGraph,
  steps: readonly number[],
  isSought: (move: Move) => boolean,
): (configuration: number) => boolean {
  const before = backwards(configurations.count, steps, target);
  const reached = new Uint8Array(configurations.count);
  const pending: number[] = [];
  const reach = (row: number): void => {
    if (reached[row] === 1) return;
    reached[row] = 1;
    pending.push(row);
  };
  for (const step of steps) if (isSought(present(component.moves[present(move[step])]))) reach(present(source[step]));
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) for (const step of before(at)) reach(present(source[step]));
  return (configuration) => reached[configuration] === 1;
}

/** The steps that lead to each configuration, among some. Linear. */
export function backwards(count: number, steps: readonly number[], target: readonly number[]): (configuration: number) => Int32Array {
  const first = new Int32Array(count + 1);
  for (const step of steps) {
    const place = present(target[step]) + 1;
    first[place] = present(first[place]) + 1;
  }
  for (let row = 0; row < count; row++) first[row + 1] = present(first[row + 1]) + present(first[row]);
  const [sorted, filled] = [new Int32Array(steps.length), first.slice()];
  for (const step of steps) {
    const row = present(target[step]);
    const place = present(filled[row]);
    sorted[place] = step;
    filled[row] = place + 1;
  }
  return (row) => sorted.subarray(present(first[row]), present(first[row + 1]));
}
