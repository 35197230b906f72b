/** A branching signature in which leaving a block in silence is forgotten. */
import { usualEquivalence } from "../../checker/equivalence/index.ts";
import type { Mutant } from "./mutant.ts";

export const exitsForgotten: Mutant = {
  name: "silent exits forgotten",
  error: "Branching bisimilarity does not see that a silent step leads to a state that can do something else.",
  killedBy: "equivalence-definition",
  change: (parts) => ({
    ...parts,
    equivalence: {
      ...usualEquivalence,
      branching: (graph) => {
        const scheme = usualEquivalence.branching(graph);
        return {
          ...scheme,
          // Pairs with the silent action are the numbers up to that of the states.
          signatures: (some, blockOf, kept) => scheme.signatures(some, blockOf, kept).map((codes) => codes.filter((code) => code > graph.states)),
        };
      },
    },
  }),
};
