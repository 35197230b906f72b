/** A process takes `else` where its condition holds, and `then` where it does not. */
import type { NetworkRule } from "../../calculus/semantics/index.ts";
import type { Mutant } from "./mutant.ts";

function swapped(rule: NetworkRule): NetworkRule {
  return {
    ...rule,
    apply: (premises) => {
      const { A } = premises;
      return A.kind === "if" ? rule.apply({ ...premises, A: { ...A, then: A.else, else: A.then } }) : rule.apply(premises);
    },
  };
}

export const branchesSwapped: Mutant = {
  name: "then and else swapped",
  error: "A process takes `else` where its condition holds, and `then` where it does not.",
  killedBy: "T8",
  change: ({ networkRules, ...parts }) => ({
    ...parts,
    networkRules: { ...networkRules, "N-THEN": swapped(networkRules["N-THEN"]), "N-ELSE": swapped(networkRules["N-ELSE"]) },
  }),
};
