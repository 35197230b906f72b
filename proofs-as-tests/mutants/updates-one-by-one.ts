/** What stands behind `do` is done one assignment after the other. */
import type { Alternative, Behaviour } from "../../calculus/core/index.ts";
import { prefix } from "../../calculus/core/index.ts";
import type { Mutant } from "./mutant.ts";

export const updatesOneByOne: Mutant = {
  name: "updates one by one",
  error: "The assignments of an alternative are steps of their own, the later ones reading what the earlier ones wrote.",
  killedBy: "T20-select",
  change: ({ networkRules, ...parts }) => ({
    ...parts,
    networkRules: {
      ...networkRules,
      "N-SELECT-LOCAL": {
        ...networkRules["N-SELECT-LOCAL"],
        apply: (premises) => {
          const { A } = premises;
          if (A.kind !== "select") return [];
          const alternatives = A.alternatives.map((one): Alternative => ({ ...one, updates: [], body: assigned(one) }));
          return networkRules["N-SELECT-LOCAL"].apply({ ...premises, A: { ...A, alternatives } });
        },
      },
    },
  }),
};

function assigned({ updates, body, site }: Alternative): Behaviour {
  return updates.reduceRight<Behaviour>((rest, { variable, expression }) => prefix({ kind: "assign", variable, expression, site }, rest), body);
}
