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

  /** The actions that a node leads to, and whether it leads to the end. */
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
    if (known >= 0) return known;
    const { actions, isFinal } = lookAhead(head);
    const key = `${isFinal ? "end " : ""}${actions.join(" ")}`;
    let state = stateOfKey.get(key);
    if (state === undefined) {
      state = states.push({ actions, isFinal, place: head }) - 1;
      stateOfKey.set(key, state);
    }
    const entry = present(states[state]);
    entry.place = Math.max(entry.place, head);
    stateOfNode[head] = state;
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
  const edgesOf = (state: number): readonly LocalEdge[] => {
    const edges: LocalEdge[] = [];
    const taken = new Map<string, { readonly statement: ActionStatement; readonly target: number }>();
    present(states[state]).actions.forEach((node, index) => {
      const { statement } = present(nodes[node]);
      if (statement?.kind !== "send" && statement?.kind !== "receive") return;
      const target = present(numberOf[present(targets[state]?.[index])]);
      const message = messageOf(statement);
      const key = `${statement.kind} ${statement.peer.text} ${messageKey(message)}`;
      const before = taken.get(key);
      if (before === undefined) {
        taken.set(key, { statement, target });
        edges.push({ action: { direction: statement.kind, peer: statement.peer.text, message }, target, span: statement.span });
      } else if (before.target !== target) ambiguities.push({ first: before.statement, second: statement });
    });
    return edges;
  };
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
