/** Every reachable configuration of a network of automata, breadth first, with queues up to a bound, and the first fault of each kind with a shortest run. */
import { present } from "../../calculus/present.ts";
import type { SplitEvent } from "../../calculus/protocols/index.ts";
import { eventOf, type AutomataNetwork, type NetworkEdge } from "./automata-network.ts";
import { ConfigurationTable } from "./configuration-table.ts";
import { Queues } from "./queues.ts";

/**
 * `deadlock`: nobody can move, and not (everybody final and all queues empty). `reception`: a role only receives, a message waits in each queue that it may
 * receive from, and it expects none of them. `orphan`: nobody can move, everybody is final, and a message is left. `overflow`: a queue would exceed the bound.
 */
export type NetworkFault = "deadlock" | "reception" | "orphan" | "overflow";

export interface NetworkExploration {
  readonly configurations: number;
  readonly transitions: number;
  /** All configurations within the bound on queues were visited. */
  readonly complete: boolean;
  /** The runs to the first fault of each kind; that of an overflow ends with the message that is too many. */
  readonly faults: ReadonlyMap<NetworkFault, readonly SplitEvent[]>;
  readonly longestQueue: number;
}

export interface NetworkLimits {
  readonly maxConfigurations: number;
  /** Messages in one queue; absent: any number. */
  readonly queueBound?: number;
  /** Stop at the first of these. */
  readonly stopAt?: readonly NetworkFault[];
}

interface Move {
  readonly role: number;
  readonly edge: NetworkEdge;
}

/** Explores a network. Linear in what is reachable within the limits. */
export function exploreAutomata(network: AutomataNetwork, { maxConfigurations, queueBound, stopAt = [] }: NetworkLimits): NetworkExploration {
  const queues = new Queues();
  const roles = network.states.length;
  const configurations = new ConfigurationTable(roles + network.channels.length);
  const before: number[] = [];
  const by: (Move | undefined)[] = [];
  const faults = new Map<NetworkFault, readonly SplitEvent[]>();
  let [transitions, longestQueue, complete] = [0, 0, true];
  const visit = (configuration: Int32Array, from: number, move: Move | undefined): void => {
    if (configurations.has(configuration)) return;
    if (configurations.count >= maxConfigurations) {
      complete = false;
      return;
    }
    configurations.add(configuration);
    before.push(from);
    by.push(move);
  };
  const runTo = (configuration: number, last: Move | undefined): readonly SplitEvent[] => {
    const moves = last === undefined ? [] : [last];
    for (let at = configuration; at > 0; at = present(before[at])) moves.push(present(by[at]));
    return moves.reverse().map(({ edge }) => eventOf(network, edge));
  };
  const report = (fault: NetworkFault, configuration: number, last?: Move): void => {
    if (!faults.has(fault)) faults.set(fault, runTo(configuration, last));
  };
  visit(Int32Array.from([...network.initial, ...network.channels.map(() => 0)]), -1, undefined);
  const next = new Int32Array(roles + network.channels.length);
  for (let index = 0; index < configurations.count; index++) {
    const configuration = configurations.at(index);
    const stateOf = (role: number): AutomataNetwork["states"][number][number] => present(present(network.states[role])[present(configuration[role])]);
    let moves = 0;
    for (let role = 0; role < roles; role++) {
      const { edges } = stateOf(role);
      for (const edge of edges) {
        const place = roles + edge.channel;
        const queue = present(configuration[place]);
        if (edge.sends && queueBound !== undefined && queues.length(queue) >= queueBound) {
          moves++;
          report("overflow", index, { role, edge });
          continue;
        }
        if (!edge.sends && queues.head(queue) !== edge.message) continue;
        moves++;
        transitions++;
        next.set(configuration);
        next[role] = edge.target;
        next[place] = edge.sends ? queues.push(queue, edge.message) : queues.pop(queue);
        longestQueue = Math.max(longestQueue, queues.length(present(next[place])));
        visit(next, index, { role, edge });
      }
      if (isUnspecified(edges, configuration, roles, queues)) report("reception", index);
    }
    if (moves === 0) {
      const allFinal = network.states.every((_, role) => stateOf(role).isFinal);
      const left = network.channels.some((_, channel) => configuration[roles + channel] !== 0);
      if (left || !allFinal) report("deadlock", index);
      if (left && allFinal) report("orphan", index);
    }
    if (stopAt.some((fault) => faults.has(fault))) return { configurations: configurations.count, transitions, complete: false, faults, longestQueue };
  }
  return { configurations: configurations.count, transitions, complete, faults, longestQueue };
}

function isUnspecified(edges: readonly NetworkEdge[], configuration: Int32Array, roles: number, queues: Queues): boolean {
  if (edges.length === 0 || edges.some(({ sends }) => sends)) return false;
  const headOf = ({ channel }: NetworkEdge): number | undefined => queues.head(present(configuration[roles + channel]));
  return edges.every((edge) => {
    const head = headOf(edge);
    return head !== undefined && !edges.some((other) => other.channel === edge.channel && other.message === head);
  });
}
