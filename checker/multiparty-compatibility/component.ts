/**
 * The parts of a network that do not communicate with each other, each with numbers of its own. Every condition of multiparty compatibility speaks of one role
 * or one queue and of what the others do for it, so a network has it exactly if every part has it (docs/compatibility.md).
 */
import { present } from "../../calculus/present.ts";
import type { SplitEvent } from "../../calculus/protocols/index.ts";
import { eventOf, type AutomataNetwork } from "../automata/automata-network.ts";

/** A step of one role. `role`, `channel` and `source` are positions in the component; `message` is a number of the network. */
export interface Move {
  readonly number: number;
  readonly role: number;
  readonly sends: boolean;
  readonly channel: number;
  readonly message: number;
  readonly source: number;
  readonly target: number;
}

export interface LocalState {
  readonly moves: readonly Move[];
  /** What the role may do next; `end`: nothing. */
  readonly kind: "end" | "send" | "receive" | "mixed";
  /** The channels of its moves, each once. One at most: the state is directed. */
  readonly channels: readonly number[];
}

export interface Component {
  readonly network: AutomataNetwork;
  /** Positions in the network. */
  readonly roles: readonly number[];
  readonly initial: readonly number[];
  /** By role, then state. */
  readonly states: readonly (readonly LocalState[])[];
  /** Positions of sender and receiver in the component. */
  readonly channels: readonly { readonly sender: number; readonly receiver: number }[];
  readonly moves: readonly Move[];
}

/** The components of a network, in the order of their first roles. Linear. */
export function componentsOf(network: AutomataNetwork): readonly Component[] {
  const parent = network.roles.map((_, role) => role);
  const rootOf = (role: number): number => {
    let at = role;
    while (present(parent[at]) !== at) at = parent[at] = present(parent[present(parent[at])]);
    return at;
  };
  for (const { sender, receiver } of network.channels) {
    const [one, other] = [rootOf(sender), rootOf(receiver)];
    parent[Math.max(one, other)] = Math.min(one, other);
  }
  const members = new Map<number, number[]>();
  for (const role of network.roles.keys()) {
    const root = rootOf(role);
    const known = members.get(root);
    if (known === undefined) members.set(root, [role]);
    else known.push(role);
  }
  return [...members.values()].map((roles) => componentOf(network, roles));
}

/** What a role without automaton is: one that never moves. */
const silent: AutomataNetwork["states"][number] = [{ isFinal: true, edges: [] }];

function componentOf(network: AutomataNetwork, roles: readonly number[]): Component {
  const own = new Map(roles.map((role, index) => [role, index]));
  const channelNumbers = new Map<number, number>();
  const channels: { sender: number; receiver: number }[] = [];
  for (const [number, { sender, receiver }] of network.channels.entries()) {
    const [from, to] = [own.get(sender), own.get(receiver)];
    if (from === undefined || to === undefined) continue;
    channelNumbers.set(number, channels.length);
    channels.push({ sender: from, receiver: to });
  }
  const moves: Move[] = [];
  const states = roles.map((position, role) =>
    (network.states[position] ?? silent).map(({ edges }, source): LocalState => {
      const mine = edges.map(({ sends, channel, message, target }) => {
        const move = { number: moves.length, role, sends, channel: present(channelNumbers.get(channel)), message, source, target };
        moves.push(move);
        return move;
      });
      return { moves: mine, kind: kindOf(mine), channels: [...new Set(mine.map(({ channel }) => channel))] };
    }),
  );
  return { network, roles, initial: roles.map((role) => network.initial[role] ?? 0), states, channels, moves };
}

function kindOf(moves: readonly Move[]): LocalState["kind"] {
  if (moves.length === 0) return "end";
  if (moves.every(({ sends }) => sends)) return "send";
  return moves.some(({ sends }) => sends) ? "mixed" : "receive";
}

/** The step as an event. */
export function eventOfMove({ network, roles, states }: Component, { role, source, number }: Move): SplitEvent {
  const index = present(present(states[role])[source]).moves.findIndex((move) => move.number === number);
  return eventOf(network, present(present(present(network.states[present(roles[role])])[source]).edges[index]));
}
