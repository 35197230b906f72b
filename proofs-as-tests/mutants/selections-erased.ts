/** Erasing takes selections for local actions. */
import { silentRoles, type GlobalAutomaton } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

function withoutSelections(automaton: GlobalAutomaton): GlobalAutomaton {
  const [sender, receiver] = silentRoles;
  const states = automaton.states.map(({ isFinal, edges }) => ({
    isFinal,
    edges: edges.map((edge) => (edge.message.payload.length === 0 ? { ...edge, sender, receiver } : edge)),
  }));
  return { ...automaton, states };
}

export const selectionsErased: Mutant = {
  name: "selections are erased",
  error: "The protocol of a choreography lacks the messages without payload.",
  killedBy: "T29-erasure",
  change: (parts) => ({
    ...parts,
    erase: (model, name) => {
      const erasure = parts.erase(model, name);
      return erasure.ok ? { ok: true, automaton: withoutSelections(erasure.automaton) } : erasure;
    },
  }),
};
