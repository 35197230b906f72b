/**
 * A global automaton with roles, events and edges as numbers, in arrays: the form that the decision procedures walk over. An event is a sender, a receiver
 * and a message; equal events have one number (`messageKey`).
 */
import { present } from "../present.ts";
import type { Role } from "../core/index.ts";
import type { GlobalAutomaton, GlobalEdge } from "./automata.ts";
import { messageKey } from "./message-key.ts";

export interface NumberedAutomaton {
  readonly automaton: GlobalAutomaton;
  readonly states: number;
  /** The edges of state s are `first[s]` to `first[s + 1] - 1`, in the order of the text. */
  readonly first: Int32Array;
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** Of an edge. */
  readonly event: Int32Array;
  /** Of an event: numbers of its roles, and one edge that has it. */
  readonly sender: Int32Array;
  readonly receiver: Int32Array;
  readonly example: readonly GlobalEdge[];
  readonly roleNumber: ReadonlyMap<Role, number>;
  readonly edge: (index: number) => GlobalEdge;
}

/** Numbers an automaton; linear. Roles that act and are not declared come behind the declared ones. */
export function numbered(automaton: GlobalAutomaton): NumberedAutomaton {
  const roleNumber = new Map<Role, number>();
  const roleOf = (role: Role): number => interned(roleNumber, role);
  automaton.roles.forEach(roleOf);
  const edges: GlobalEdge[] = [];
  const first = new Int32Array(automaton.states.length + 1);
  automaton.states.forEach((state, index) => {
    first[index] = edges.length;
    for (const edge of state.edges) edges.push(edge);
  });
  first[automaton.states.length] = edges.length;
  const [source, target, event] = [new Int32Array(edges.length), new Int32Array(edges.length), new Int32Array(edges.length)];
  const eventNumber = new Map<string, number>();
  const example: GlobalEdge[] = [];
  automaton.states.forEach((_, state) => source.fill(state, first[state], first[state + 1]));
  edges.forEach((edge, index) => {
    target[index] = edge.target;
    // Role numbers before the message keep the key unambiguous whatever the label.
    const number = interned(eventNumber, `${roleOf(edge.sender)} ${roleOf(edge.receiver)} ${messageKey(edge.message)}`);
    event[index] = number;
    if (number === example.length) example.push(edge);
  });
  return {
    automaton,
    states: automaton.states.length,
    first,
    source,
    target,
    event,
    sender: Int32Array.from(example, ({ sender }) => roleOf(sender)),
    receiver: Int32Array.from(example, ({ receiver }) => roleOf(receiver)),
    example,
    roleNumber,
    edge: (index) => present(edges[index]),
  };
}

function interned(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}
