/**
 * From the flow of a member of a context to its automaton. A state is what can be done next: the actions that a place of the text leads to silently, and
 * whether it leads to the end; places with equal ones are one state. States are numbered in the order of the text.
 */
import type { LocalAutomaton, LocalEdge, Message, Role } from "../../core/index.ts";
import { present } from "../../present.ts";
import { messageKey } from "../../protocols/index.ts";
import type { LocalStatement } from "../../syntax/index.ts";
import { endOfMember, isAction, type LocalFlow } from "./local-flow.ts";

export type ActionStatement = Extract<LocalStatement, { kind: "send" | "receive" }>;

/** How much may still be looked at; shared by the contexts of a program. */
export interface Budget {
  steps: number;
}

/** Two equal actions of one state that lead to different ones. */
export interface Ambiguity {
  readonly first: ActionStatement;
  readonly second: ActionStatement;
}

export interface Endpoint {
  readonly automaton: LocalAutomaton;
  readonly ambiguities: readonly Ambiguity[];
}

interface State {
  /** Nodes of actions, in the order of the text. */
  readonly actions: readonly number[];
  readonly isFinal: boolean;
  /** The first place in the text that is this state. */
  place: number;
}

/**
 * Returns the automaton of a flow without silent loops, with the spans of the actions at its edges; of two equal edges the first counts. Undefined when
 * the budget is used up. Linear in the states, the edges and the silent steps before each; takes no stack.
 */
export function automatonOfFlow(role: Role, flow: LocalFlow, messageOf: (statement: ActionStatement) => Message, budget: Budget): Endpoint | undefined {
  const { nodes } = flow;
  const heads = silentHeads(flow);
  const states: State[] = [];
  const stateOfKey = new Map<string, number>();
  const stateOfNode = new Int32Array(nodes.length).fill(-1);
  const seen = new Int32Array(nodes.length).fill(-1);
  let looks = 0;

  /** The actions that a choice leads to, and whether it leads to the end. */
  function lookAhead(from: number): Pick<State, "actions" | "isFinal"> {
    const look = looks++;
    const actions: number[] = [];
    let isFinal = false;
    const pending = [from];
    seen[from] = look;
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      budget.steps--;
      if (node === endOfMember) isFinal = true;
      else if (isAction(present(nodes[node]))) actions.push(node);
      else if (budget.steps > 0) {
        for (const next of nodes[node]?.next ?? []) {
          const head = heads(next);
          if (seen[head] === look) continue;
          seen[head] = look;
          pending.push(head);
        }
      }
    }
    return { actions: actions.sort((one, other) => other - one), isFinal };
  }

  function stateOf(node: number): number {
    const head = heads(node);
    const known = stateOfNode[head] ?? -1;
    const state = known >= 0 ? known : newStateOf(head);
    stateOfNode[head] = state;
    const entry = present(states[state]);
    if (entry.place < head) entry.place = head;
    return state;
  }

  /** The state of a head that is met for the first time: one of its own, unless a choice leads to what another does. */
  function newStateOf(head: number): number {
    if (head === endOfMember) return states.push({ actions: [], isFinal: true, place: head }) - 1;
    if (isAction(present(nodes[head]))) {
      budget.steps--;
      return states.push({ actions: [head], isFinal: false, place: head }) - 1;
    }
    const { actions, isFinal } = lookAhead(head);
    const [only, another] = isFinal ? [...actions, endOfMember] : actions;
    if (only !== undefined && another === undefined) return stateOf(only);
    const key = `${isFinal ? "end " : ""}${actions.join(" ")}`;
    const state = stateOfKey.get(key) ?? states.push({ actions, isFinal, place: head }) - 1;
    stateOfKey.set(key, state);
    return state;
  }

  const initial = stateOf(flow.first);
  const targets: number[][] = [];
  for (let state = 0; state < states.length; state++) {
    if (budget.steps <= 0) return undefined;
    targets.push(present(states[state]).actions.map((node) => stateOf(present(present(nodes[node]).next[0]))));
  }
  const order = [...states.keys()].sort((one, other) => present(states[other]).place - present(states[one]).place);
  const numberOf = new Int32Array(states.length);
  order.forEach((state, number) => (numberOf[state] = number));

  const ambiguities: Ambiguity[] = [];
  function edgeOf(state: number, index: number): { readonly statement: ActionStatement; readonly edge: LocalEdge } {
    const { statement } = present(nodes[present(present(states[state]).actions[index])]);
    if (statement?.kind !== "send" && statement?.kind !== "receive") throw new Error("only actions are edges");
    const { kind: direction, peer, span } = statement;
    const target = present(numberOf[present(targets[state]?.[index])]);
    return { statement, edge: { action: { direction, peer: peer.text, message: messageOf(statement) }, target, span } };
  }

  function edgesOf(state: number): readonly LocalEdge[] {
    const { actions } = present(states[state]);
    if (actions.length === 1) return [edgeOf(state, 0).edge];
    const taken = new Map<string, { readonly statement: ActionStatement; readonly edge: LocalEdge }>();
    for (const index of actions.keys()) {
      const { statement, edge } = edgeOf(state, index);
      const key = `${statement.kind} ${statement.peer.text} ${messageKey(edge.action.message)}`;
      const before = taken.get(key);
      if (before === undefined) taken.set(key, { statement, edge });
      else if (before.edge.target !== edge.target) ambiguities.push({ first: before.statement, second: statement });
    }
    return Array.from(taken.values(), ({ edge }) => edge);
  }

  return {
    automaton: {
      role,
      initial: present(numberOf[initial]),
      states: order.map((state) => ({ isFinal: present(states[state]).isFinal, edges: edgesOf(state) })),
    },
    ambiguities,
  };
}

/** Where a node leads to without a choice and without an action; known ways are not walked again. */
function silentHeads({ nodes }: LocalFlow): (node: number) => number {
  const known = new Int32Array(nodes.length).fill(-1);
  return (start) => {
    const way: number[] = [];
    let node = start;
    for (;;) {
      const entry = present(nodes[node]);
      const before = present(known[node]);
      const [next, another] = entry.next;
      if (before >= 0) node = before;
      else if (next !== undefined && another === undefined && !isAction(entry)) {
        way.push(node);
        node = next;
        continue;
      }
      break;
    }
    for (const passed of way) known[passed] = node;
    return node;
  };
}
