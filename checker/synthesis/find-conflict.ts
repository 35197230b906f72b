/** The search for a conflict: configurations breadth first, with short queues before longer ones. */
import { present } from "../../calculus/present.ts";
import { eventKey, type LocalAutomaton, type SplitEvent } from "../../calculus/protocols/index.ts";
import { automataNetwork, eventOf, type AutomataNetwork, type NetworkEdge } from "../automata/automata-network.ts";
import { ConfigurationTable } from "../automata/configuration-table.ts";
import { Queues } from "../automata/queues.ts";
import type { Conflict } from "./conflict.ts";

/** Messages in one queue, attempt by attempt. */
const queueBounds = [1, 2, 4, 8] as const;

export interface ConflictSearch {
  readonly conflict: Conflict | undefined;
  readonly configurations: number;
}

interface Search extends ConflictSearch {
  /** There is no conflict at all: every configuration was visited, and no queue met the bound. */
  readonly complete: boolean;
}

/**
 * The first conflict that is found with at most so many configurations for each bound on queues. Roles that starve are looked for last: where something else is
 * wrong, it says more.
 */
export function findConflict(automata: readonly LocalAutomaton[], maxConfigurations: number): ConflictSearch {
  const network = automataNetwork(automata);
  let configurations = 0;
  for (const bound of queueBounds) {
    const found = search(network, bound, maxConfigurations, undefined);
    configurations = found.configurations;
    if (found.conflict !== undefined) return found;
    if (found.complete || configurations >= maxConfigurations) break;
  }
  const starving = search(network, queueBounds[0], maxConfigurations, new Futures(network));
  return { conflict: starving.conflict, configurations: configurations + starving.configurations };
}

function search(network: AutomataNetwork, bound: number, maxConfigurations: number, futures: Futures | undefined): Search {
  const queues = new Queues();
  const roles = network.states.length;
  const configurations = new ConfigurationTable(roles + network.channels.length);
  const before: { readonly from: number; readonly by: NetworkEdge | undefined }[] = [];
  let complete = true;
  const visit = (configuration: Int32Array, from: number, by: NetworkEdge | undefined): void => {
    if (configurations.has(configuration)) return;
    if (configurations.count >= maxConfigurations) {
      complete = false;
      return;
    }
    configurations.add(configuration);
    before.push({ from, by });
  };
  const runTo = (configuration: number): readonly SplitEvent[] => {
    const run: SplitEvent[] = [];
    for (let at = before[configuration]; at?.by !== undefined; at = before[at.from]) run.push(eventOf(network, at.by));
    return run.reverse();
  };
  visit(Int32Array.from([...network.initial, ...network.channels.map(() => 0)]), -1, undefined);
  const next = new Int32Array(roles + network.channels.length);
  for (let index = 0; index < configurations.count; index++) {
    const found = conflictAt(network, queues, futures, configurations.at(index));
    if (found !== undefined) return { conflict: { ...found, run: runTo(index) }, configurations: configurations.count, complete: false };
    for (let role = 0; role < roles; role++) {
      const configuration = configurations.at(index);
      for (const edge of present(network.states[role]?.[present(configuration[role])]).edges) {
        const place = roles + edge.channel;
        const queue = present(configuration[place]);
        if (edge.sends && queues.length(queue) >= bound) {
          complete = false;
          continue;
        }
        if (!edge.sends && queues.head(queue) !== edge.message) continue;
        next.set(configuration);
        next[role] = edge.target;
        next[place] = edge.sends ? queues.push(queue, edge.message) : queues.pop(queue);
        visit(next, index, edge);
      }
    }
  }
  return { conflict: undefined, configurations: configurations.count, complete };
}

function conflictAt(network: AutomataNetwork, queues: Queues, futures: Futures | undefined, configuration: Int32Array): Omit<Conflict, "run"> | undefined {
  const roles = network.states.length;
  let moves = false;
  let allFinal = true;
  let conflict: Omit<Conflict, "run"> | undefined;
  for (const [number, role] of network.roles.slice(0, roles).entries()) {
    const { edges, isFinal } = present(network.states[number]?.[present(configuration[number])]);
    const headOf = (channel: number): number | undefined => queues.head(present(configuration[roles + channel]));
    const sends = edges.filter((edge) => edge.sends);
    const receives = edges.filter((edge) => !edge.sends && headOf(edge.channel) === edge.message);
    const [sent, received] = [sends[0], receives[0]];
    moves ||= sent !== undefined || received !== undefined;
    allFinal &&= isFinal;
    const report = (kind: Conflict["kind"], steps: readonly NetworkEdge[]): void => {
      conflict ??= { kind, role, steps: steps.map((edge) => eventOf(network, edge)) };
    };
    if (edges.length > 0 && sent === undefined && received === undefined && edges.every(({ channel }) => headOf(channel) !== undefined))
      report("reception", []);
    if (sent !== undefined && isFinal) report("silent-stop", [sent]);
    if (sent !== undefined && received !== undefined) report("mixed", [sent, received]);
    if (futures !== undefined && sent === undefined && edges.length > 0 && !isFinal) {
      const mayCome = ({ channel, message }: NetworkEdge): boolean => {
        const { sender } = present(network.channels[channel]);
        return headOf(channel) !== undefined || (sender < roles && futures.maySend(sender, present(configuration[sender]), channel, message));
      };
      if (!edges.some(mayCome)) report("starved", []);
    }
    const other = receives.find(({ channel }) => channel !== received?.channel);
    if (received !== undefined && other !== undefined) report("race", [received, other]);
  }
  // Somebody to whom nothing that has come is of use says more than that all stand still.
  if (moves || conflict !== undefined) return conflict;
  const isLeft = network.channels.some((_, channel) => configuration[roles + channel] !== 0);
  if (!allFinal) return { kind: "deadlock", steps: [] };
  return isLeft ? { kind: "orphan", steps: [] } : undefined;
}

/** The conflict at the end of a run of the network, if there is one. @throws Error when the run is none of the network */
export function conflictAfter(automata: readonly LocalAutomaton[], run: readonly SplitEvent[]): Conflict | undefined {
  const network = automataNetwork(automata);
  const queues = new Queues();
  const roles = network.states.length;
  const configuration = Int32Array.from([...network.initial, ...network.channels.map(() => 0)]);
  for (const event of run) {
    const role = network.roles.indexOf(event.kind === "send" ? event.sender : event.receiver);
    const { edges } = present(network.states[role]?.[present(configuration[role])]);
    const edge = edges.find((each) => eventKey(eventOf(network, each)) === eventKey(event));
    if (edge === undefined) throw new Error("the run of a candidate is none of its endpoints");
    const place = roles + edge.channel;
    configuration[role] = edge.target;
    configuration[place] = edge.sends ? queues.push(present(configuration[place]), edge.message) : queues.pop(present(configuration[place]));
  }
  const found = conflictAt(network, queues, undefined, configuration);
  return found === undefined ? undefined : { ...found, run };
}

/** What a role may still send, by state, as far as the edges of its automaton go; each state is looked at when it is first asked for. */
class Futures {
  private readonly network: AutomataNetwork;
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(network: AutomataNetwork) {
    this.network = network;
  }

  maySend(role: number, state: number, channel: number, message: number): boolean {
    const key = `${String(role)} ${String(state)}`;
    let sends = this.known.get(key);
    if (sends === undefined) this.known.set(key, (sends = this.sendsFrom(role, state)));
    return sends.has(`${String(channel)} ${String(message)}`);
  }

  private sendsFrom(role: number, state: number): ReadonlySet<string> {
    const sends = new Set<string>();
    const reached = new Set([state]);
    for (const at of reached) {
      for (const edge of present(this.network.states[role]?.[at]).edges) {
        if (edge.sends) sends.add(`${String(edge.channel)} ${String(edge.message)}`);
        reached.add(edge.target);
      }
    }
    return sends;
  }
}
