/** What the automata of a class may not have: two targets of one action, states that send and receive, states with several peers (Remark 1). */
import { messageKey, type LocalAutomaton } from "../../calculus/protocols/index.ts";
import type { Role } from "../../calculus/core/index.ts";

/** A state that the class excludes. */
export interface Misshapen {
  readonly role: Role;
  readonly state: number;
  readonly text: string;
}

export interface Shape {
  /** Two edges of one state with one action and two targets. */
  readonly nondeterministic: Misshapen | undefined;
  /** A state with sends and receives. */
  readonly mixed: Misshapen | undefined;
  /** A state with sends and receives, or with several peers. Without any, the automata are directed (basic). */
  readonly undirected: Misshapen | undefined;
}

/** The first state of each kind that can be reached in its automaton. Linear. */
export function shapeOf(automata: readonly LocalAutomaton[]): Shape {
  let [nondeterministic, mixed, undirected]: (Misshapen | undefined)[] = [];
  for (const automaton of automata) {
    const { role, states } = automaton;
    for (const state of reachable(automaton)) {
      const edges = states[state]?.edges ?? [];
      const targets = new Map<string, number>();
      for (const { action, target } of edges) {
        const text = `${action.peer}${action.direction === "send" ? "!" : "?"}${messageKey(action.message)}`;
        if ((targets.get(text) ?? target) !== target) nondeterministic ??= { role, state, text: `${role} may go two ways after ${text}` };
        targets.set(text, target);
      }
      const [first] = edges;
      const other = edges.find(({ action }) => action.direction !== first?.action.direction);
      if (other !== undefined) mixed ??= { role, state, text: `${role} may ${[...targets.keys()].join(" or ")}` };
      const peer = edges.find(({ action }) => action.peer !== first?.action.peer);
      if (other !== undefined || peer !== undefined) undirected ??= { role, state, text: `${role} may ${[...targets.keys()].join(" or ")}` };
    }
  }
  return { nondeterministic, mixed, undirected };
}

function reachable({ initial, states }: LocalAutomaton): ReadonlySet<number> {
  const reached = new Set([initial]);
  for (const state of reached) for (const { target } of states[state]?.edges ?? []) reached.add(target);
  return reached;
}
