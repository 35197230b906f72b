/** The protocol of a choreography keeps its decisions and forgets what roles do by themselves. */
import { isSink, type GlobalAutomaton, type GlobalEdge } from "../../calculus/protocols/index.ts";
import { isDecision } from "../protocols/local-words.ts";
import type { Mutant } from "./mutant.ts";

/** The automaton without states whose only edge is a local action. */
function withoutActions({ roles, initial, states }: GlobalAutomaton): GlobalAutomaton {
  const isAction = ({ receiver, message }: GlobalEdge): boolean => isSink(receiver) && !isDecision(message.label);
  const settle = (state: number): number => {
    const passed = new Set<number>();
    let at = state;
    for (;;) {
      const [edge] = states[at]?.edges ?? [];
      if (edge === undefined || !isAction(edge) || passed.has(at)) return at;
      passed.add(at);
      at = edge.target;
    }
  };
  return {
    roles,
    initial: settle(initial),
    states: states.map(({ isFinal, edges }) => ({ isFinal, edges: edges.map((edge) => ({ ...edge, target: settle(edge.target) })) })),
  };
}

export const sinksEraseLocalActions: Mutant = {
  name: "sinks of decisions only",
  error: "The protocol of a choreography has its decisions but not its local actions, so roles that act differently without knowing seem to agree.",
  killedBy: "T12-choreographies",
  change: (parts) => ({
    ...parts,
    decisionSinks: (model, name) => {
      const sinks = parts.decisionSinks(model, name);
      return sinks.ok ? { ...sinks, automaton: withoutActions(sinks.automaton) } : sinks;
    },
  }),
};
