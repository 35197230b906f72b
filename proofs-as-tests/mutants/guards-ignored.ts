/** An alternative of a guarded choice is possible although its guard does not hold. */
import type { Mutant } from "./mutant.ts";

export const guardsIgnored: Mutant = {
  name: "guards ignored",
  error: "A guarded choice sends although the guard of the alternative does not hold.",
  killedBy: "T20-select",
  change: ({ networkRules, ...parts }) => ({
    ...parts,
    networkRules: {
      ...networkRules,
      "N-SELECT-SEND": {
        ...networkRules["N-SELECT-SEND"],
        apply: (premises) => {
          const { A } = premises;
          if (A.kind !== "select") return [];
          const alternatives = A.alternatives.map(({ action, updates, body, site }) => ({ action, updates, body, site }));
          return networkRules["N-SELECT-SEND"].apply({ ...premises, A: { ...A, alternatives } });
        },
      },
    },
  }),
};
