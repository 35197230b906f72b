/** A network in which choices are made once and for all. */
import { networkRules } from "../../calculus/semantics/index.ts";
import type { Mutant } from "./mutant.ts";

const choose = networkRules["N-CHOOSE"];

export const firstChoiceOnly: Mutant = {
  name: "the first choice only",
  error: "A process that may choose takes its first branch.",
  killedBy: "equivalence-projection",
  seed: 286,
  change: (parts) => ({
    ...parts,
    networkRules: { ...networkRules, "N-CHOOSE": { ...choose, apply: (premises) => choose.apply(premises).slice(0, 1) } },
  }),
};
