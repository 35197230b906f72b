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
  /** There is no conflict at all: every configuration was visited, and no queue met the bound. */
  readonly complete: boolean;
}

/** The first conflict that is found with at most so many configurations for each bound on queues. */
export function findConflict(automata: readonly LocalAutomaton[], maxConfigurations: number): ConflictSearch {
  const network = automataNetwork(automata);
  let last: ConflictSearch = { conflict: undefined, configurations: 0, complete: false };
  for (const bound of queueBounds) {
    last = search(network, bound, maxConfigurations);
    if (last.conflict !== undefined || last.complete || last.configurations >= maxConfigurations) break;
  }
  return last;
}

function search(network: AutomataNetwork, bound: number, maxConfigurations: number): ConflictSearch {
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
    const found = conflictAt(network, queues, configurations.at(index));
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

function conflictAt(network: AutomataNetwork, queues: Queues, configuration: Int32Array): Omit<Conflict, "run"> | undefined {
  const roles = network.states.length;
  let moves = false;
  let allFinal = true;
  let conflict: Omit<Conflict, "run"> | undefined;
  for (const [number, role] of network.roles.slice(0, roles).entries()) {
    const { edges, isFinal } = present(network.states[number]?.[present(configuration[number])]);
    const headOf = ({ channel }: NetworkEdge): number | undefined => queues.head(present(configuration[roles + channel]));
    const sends = edges.filter((edge) => edge.sends);
    const receives = edges.filter((edge) => !edge.sends && headOf(edge) === edge.message);
    const [sent, received] = [sends[0], receives[0]];
    moves ||= sent !== undefined || received !== undefined;
    allFinal &&= isFinal;
    const report = (kind: Conflict["kind"], steps: readonly NetworkEdge[]): void => {
      conflict ??= { kind, role, steps: steps.map((edge) => eventOf(network, edge)) };
    };
    if (edges.length > 0 && sent === undefined && received === undefined && edges.every((edge) => headOf(edge) !== undefined)) report("reception", []);
    if (sent !== undefined && isFinal) report("silent-stop", [sent]);
    if (sent !== undefined && received !== undefined) report("mixed", [sent, received]);
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
  const found = conflictAt(network, queues, configuration);
  return found === undefined ? undefined : { ...found, run };
}
