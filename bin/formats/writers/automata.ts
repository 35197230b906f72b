/** Automata of protocols and of local types as drawings. */
import type { LocalAutomaton, LocalType, Protocol, Role } from "../../../calculus/core/index.ts";
import { automatonOfGraph, globalAutomaton, graphOfLocalType, printLocalAction, printMessage } from "../../../calculus/protocols/index.ts";
import type { StateDiagram } from "./state-diagram.ts";

/** The automaton of a protocol, its edges as `A→B: label(int)`. */
export function globalDiagram({ name, type, roles }: Protocol): StateDiagram {
  const { initial, states } = globalAutomaton(type, roles);
  return {
    title: name,
    initial,
    ...drawn(states),
    edges: states.flatMap(({ edges }, from) =>
      edges.map(({ sender, receiver, message, target }) => ({ from, to: target, text: `${sender}→${receiver}: ${printMessage(message)}` })),
    ),
  };
}

/** The automaton of a role's local type, its edges as `B!label(int)` and `B?label(int)`. */
export function localDiagram(protocol: string, role: Role, type: LocalType): StateDiagram {
  return automatonDiagram(protocol, automatonOfGraph(graphOfLocalType(type), role));
}

/** An automaton of one role, of a protocol or of a context. */
export function automatonDiagram(owner: string, { role, initial, states }: LocalAutomaton): StateDiagram {
  return {
    title: `${role} in ${owner}`,
    initial,
    ...drawn(states),
    edges: states.flatMap(({ edges }, from) => edges.map(({ action, target }) => ({ from, to: target, text: printLocalAction(action) }))),
  };
}

function drawn(states: readonly { readonly isFinal: boolean }[]): Pick<StateDiagram, "states" | "finals"> {
  return { states: states.length, finals: new Set(states.flatMap(({ isFinal }, state) => (isFinal ? [state] : []))) };
}
