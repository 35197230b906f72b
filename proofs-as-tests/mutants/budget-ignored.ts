/** The budget of crashes is not counted. */
import type { Mutant } from "./mutant.ts";

export const budgetIgnored: Mutant = {
  name: "budget ignored",
  error: "A crash costs nothing, so that a role crashes any number of times.",
  killedBy: "T32-faults",
  change: ({ faultRules, ...parts }) => ({
    ...parts,
    faultRules: {
      ...faultRules,
      "F-CRASH": { ...faultRules["F-CRASH"], apply: (premises) => faultRules["F-CRASH"].apply({ ...premises, spend: (world) => world }) },
    },
  }),
};
