/**
 * Independence of the bound (Lange and Yoshida, CAV 2019, Definitions 6, 10, 11): whether a choice of one role may look different with longer queues. All three
 * hold of directed automata; they are asked of states with several peers only.
 */
import { present } from "../../calculus/present.ts";
import type { BoundedGraph } from "./bounded-graph.ts";
import { backwards, leadingTo } from "./conditions.ts";
import type { LocalState, Move } from "./component.ts";

/** A configuration in which a choice depends on the bound: `move` is possible and `other`, of another peer, is not yet (sends) or may be as well (receives). */
export interface Dependent {
  readonly configuration: number;
  readonly move: Move;
  readonly other: Move;
}

function stateAt({ component, configurations }: BoundedGraph, configuration: number, role: number): LocalState {
  return present(present(component.states[role])[present(configurations.at(configuration)[role])]);
}

/** k-output bound independence fails: a role can do one of its sends, and not another. Linear. */
export function* outputDependent(graph: BoundedGraph): Iterable<Dependent> {
  const { component, configurations, queues, bound } = graph;
  const roles = component.states.length;
  for (let configuration = 0; configuration < configurations.count; configuration++) {
    const cells = configurations.at(configuration);
    const hasRoom = ({ channel }: Move): boolean => queues.length(present(cells[roles + channel])) < bound;
    for (let role = 0; role < roles; role++) {
      const { moves, channels } = stateAt(graph, configuration, role);
      if (channels.length < 2) continue;
      const sends = moves.filter((move) => move.sends);
      const [move, other] = [sends.find(hasRoom), sends.find((each) => !hasRoom(each))];
      if (move !== undefined && other !== undefined) yield { configuration, move, other };
    }
  }
}

/** A receive of the graph at a state of several peers, with what its role might receive instead from others. */
interface Choice {
  readonly step: number;
  readonly configuration: number;
  readonly move: Move;
  readonly others: readonly Move[];
}

function choicesOf(graph: BoundedGraph): readonly Choice[] {
  const { component, source, move } = graph;
  const choices: Choice[] = [];
  for (const [step, number] of move.entries()) {
    const taken = present(component.moves[number]);
    if (taken.sends) continue;
    const configuration = present(source[step]);
    const others = stateAt(graph, configuration, taken.role).moves.filter((each) => !each.sends && each.channel !== taken.channel);
    if (others.length > 0) choices.push({ step, configuration, move: taken, others });
  }
  return choices;
}

function isThere({ component, configurations, queues }: BoundedGraph, configuration: number, { channel, message }: Move): boolean {
  return queues.head(present(configurations.at(configuration)[component.states.length + channel])) === message;
}

/** Strong k-input bound independence fails: what a role might receive instead is there as well, or can still be sent afterwards. Linear, for each such message. */
export function* stronglyInputDependent(graph: BoundedGraph): Iterable<Dependent> {
  const sendable = new Map<string, (configuration: number) => boolean>();
  for (const { step, configuration, move, others } of choicesOf(graph)) {
    for (const other of others) {
      const key = `${String(other.channel)} ${String(other.message)}`;
      const canBeSent = sendable.get(key) ?? sentLater(graph, other);
      sendable.set(key, canBeSent);
      if (isThere(graph, configuration, other) || canBeSent(present(graph.target[step]))) yield { configuration, move, other };
    }
  }
}

/** From where this message is sent sooner or later. Linear. */
function sentLater(graph: BoundedGraph, { channel, message }: Move): (configuration: number) => boolean {
  return leadingTo(graph, [...graph.source.keys()], (edge) => edge.sends && edge.channel === channel && edge.message === message);
}

/**
 * Chained k-input bound independence fails: what a role might receive instead is there as well, or can be sent afterwards by a step that does not depend on
 * what was received. A step depends on an earlier one of the same role, and a receive on an earlier send to its channel if the channel was empty before the
 * receive of the choice. Needs the whole graph; linear in its configurations times the sets of roles and channels that depend on the choice. Undefined: more
 * of them than `limit`.
 */
export function chainInputDependent(graph: BoundedGraph, limit: number): { readonly first: Dependent | undefined } | undefined {
  const { component, configurations, source, target, move, queues } = graph;
  const roles = component.states.length;
  const after = forwards(configurations.count, source);
  const seen = new Set<string>();
  const pending: { readonly at: number; readonly roles: bigint; readonly channels: bigint; readonly empty: bigint; readonly choice: Choice }[] = [];
  const visit = (at: number, tainted: bigint, channels: bigint, empty: bigint, choice: Choice): void => {
    const key = `${String(at)} ${tainted.toString(36)} ${channels.toString(36)} ${empty.toString(36)} ${String(choice.move.source)} ${String(choice.move.role)} ${String(choice.move.channel)}`;
    if (seen.has(key)) return;
    seen.add(key);
    pending.push({ at, roles: tainted, channels, empty, choice });
  };
  for (const choice of choicesOf(graph)) {
    const { configuration, move: taken, others } = choice;
    const other = others.find((each) => isThere(graph, configuration, each));
    if (other !== undefined) return { first: { configuration, move: taken, other } };
    const cells = configurations.at(configuration);
    let empty = 0n;
    for (const channel of component.channels.keys()) if (queues.length(present(cells[roles + channel])) === 0) empty |= 1n << BigInt(channel);
    visit(present(target[choice.step]), 1n << BigInt(taken.role), 0n, empty, choice);
  }
  for (const { at, roles: tainted, channels, empty, choice } of pending) {
    if (seen.size > limit) return undefined;
    for (const step of after(at)) {
      const { role, sends, channel, message } = present(component.moves[present(move[step])]);
      const place = 1n << BigInt(channel);
      const depends = (tainted & (1n << BigInt(role))) !== 0n || (!sends && (channels & place) !== 0n);
      const other = sends && !depends ? choice.others.find((each) => each.channel === channel && each.message === message) : undefined;
      if (other !== undefined) return { first: { configuration: choice.configuration, move: choice.move, other } };
      const nextRoles = depends ? tainted | (1n << BigInt(role)) : tainted;
      const nextChannels = depends && sends ? channels | (place & empty) : channels;
      visit(present(target[step]), nextRoles, nextChannels, empty, choice);
    }
  }
  return { first: undefined };
}

/** The steps from each configuration. Linear. */
function forwards(count: number, source: readonly number[]): (configuration: number) => Int32Array {
  return backwards(count, [...source.keys()], source);
}
