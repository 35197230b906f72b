/** Machines of communicating automata: of contexts, hence of every notation that is imported as one, and of the local automata of a protocol. Data is not in them. */
import type { Definitions, LocalAutomaton, LocalEdge, Role } from "../core/index.ts";
import { fifo } from "../core/index.ts";
import { nowhere } from "../diagnostics/index.ts";
import { present } from "../present.ts";
import { messageKey } from "../protocols/index.ts";
import { Queues } from "./assemble.ts";
import type { BuildOptions } from "./built.ts";
import type { Command, Machine, MachineProcess } from "./machine.ts";

const nothing: Definitions = {
  constants: new Map(),
  functions: new Map(),
  types: new Map(),
  enums: new Map(),
  records: new Map(),
  constructors: new Map(),
};

/**
 * The machine of one automaton for each role; a peer without one never moves. Locations are states, the initial one first; messages that differ in their label or
 * in the sorts of their payload differ in the label, and carry nothing. An end is a final state that nothing leaves. Linear.
 */
export function machineOfAutomata(name: string, automata: readonly LocalAutomaton[], { network = fifo, faults }: BuildOptions = {}): Machine {
  const roles = automata.map(({ role }) => role);
  const queues = new Queues(roles, network);
  const sides = (role: Role, { action }: LocalEdge): readonly [Role, Role] => (action.direction === "send" ? [role, action.peer] : [action.peer, role]);
  for (const { role, states } of automata) for (const { edges } of states) for (const edge of edges) queues.add(...sides(role, edge));
  queues.close();
  const labelOf = labels(automata);
  const rule = network.order === "fifo" ? "N-RECEIVE" : `N-RECEIVE-${network.order.toUpperCase()}`;

  const processes = automata.map(({ role, initial, states }): MachineProcess => {
    const order = [initial, ...states.flatMap((_, state) => (state === initial ? [] : [state]))];
    const locationOf = new Map(order.map((state, location) => [state, location]));
    const commandOf = (edge: LocalEdge): Command => {
      const { action, target, span = nowhere } = edge;
      const { direction, peer, message } = action;
      const channel = queues.numberOf(...sides(role, edge));
      const label = labelOf(message);
      return {
        role,
        guard: { kind: "always" },
        effect:
          direction === "send"
            ? { kind: "send", channel, to: peer, label, payload: [] }
            : { kind: "receive", channel, sender: peer, from: peer, label, variables: [] },
        updates: [],
        target: present(locationOf.get(target)),
        site: { span },
        rules: [direction === "send" ? "N-SEND" : rule],
      };
    };
    const locations = order.map((state) => {
      const { edges, isFinal } = present(states[state]);
      return { commands: edges.map(commandOf), isEnd: isFinal && edges.length === 0 };
    });
    return { role, variables: [], locations };
  });

  const messages = automata.flatMap(({ role, states }) =>
    states.flatMap(({ edges }) =>
      edges.flatMap(({ action }) => (action.direction === "send" ? [{ from: role, to: action.peer, label: labelOf(action.message), types: [] }] : [])),
    ),
  );
  const distinct = [...new Map(messages.map((one) => [`${one.from}→${one.to} ${one.label}`, one])).values()];
  return { name, definitions: nothing, processes, channels: queues.channels(distinct), network, ...(faults === undefined ? {} : { faults }) };
}

/** The label alone where it tells messages apart, otherwise with the sorts of the payload. */
function labels(automata: readonly LocalAutomaton[]): (message: LocalEdge["action"]["message"]) => string {
  const keys = new Map<string, Set<string>>();
  for (const { states } of automata) {
    for (const { edges } of states) {
      for (const { action } of edges) {
        const known = keys.get(action.message.label) ?? new Set();
        keys.set(action.message.label, known.add(messageKey(action.message)));
      }
    }
  }
  return (message) => (present(keys.get(message.label)).size === 1 ? message.label : messageKey(message));
}
