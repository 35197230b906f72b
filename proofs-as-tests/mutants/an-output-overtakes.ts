/** A-OUT lets an output overtake every other output, also those to its own peer. */
import { asyncSubtypeRules, isAsyncSubtype } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

export const anOutputOvertakes: Mutant = {
  name: "an output that overtakes one to the same peer",
  error: "A-OUT lets an output overtake every other output, also those to its own peer.",
  killedBy: "T17",
  seed: 6,
  change: (parts) => ({
    ...parts,
    asyncSubtype: (left, right, options) => isAsyncSubtype(left, right, { ...options, rules: { ...asyncSubtypeRules, outputsOvertake: "any" } }),
  }),
};
