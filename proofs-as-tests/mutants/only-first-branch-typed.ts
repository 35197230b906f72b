/** A decision is typed by its first branch alone. */
import type { GlobalAutomaton } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

function firstBranches({ states, ...rest }: GlobalAutomaton): GlobalAutomaton {
  return { ...rest, states: states.map(({ isFinal, edges }) => ({ isFinal, edges: edges.slice(0, 1) })) };
}

export const onlyFirstBranchTyped: Mutant = {
  name: "only the first branch is typed",
  error: "The protocol of a conditional is that of its first branch.",
  killedBy: "T2",
  change: (parts) => ({
    ...parts,
    erase: (model, name) => {
      const erasure = parts.erase(model, name);
      return erasure.ok ? { ok: true, automaton: firstBranches(erasure.automaton) } : erasure;
    },
  }),
};
