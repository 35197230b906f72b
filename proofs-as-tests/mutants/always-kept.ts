/** A duplicating network leaves every message that is received. */
import type { Mutant } from "./mutant.ts";

export const alwaysKept: Mutant = {
  name: "always kept",
  error: "In a duplicating network a receive never takes its message: faults take steps away.",
  killedBy: "T32-faults",
  change: ({ networkRules, ...parts }) => ({
    ...parts,
    networkRules: {
      ...networkRules,
      "N-SELECT-RECEIVE": {
        ...networkRules["N-SELECT-RECEIVE"],
        apply: (premises) =>
          networkRules["N-SELECT-RECEIVE"].apply(premises).map((step) => (premises.network.duplicating ? { ...step, channels: premises.Q } : step)),
      },
    },
  }),
};
