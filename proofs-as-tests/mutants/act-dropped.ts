/** The condition on act(·) is dropped, so that an action of the supertype may never come. */
import { asyncSubtypeRules, isAsyncSubtype } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

export const actDropped: Mutant = {
  name: "actions that are put off for ever",
  error: "The condition on act(·) is dropped, so that an action of the supertype may never come.",
  killedBy: "T17",
  seed: 19,
  change: (parts) => ({
    ...parts,
    asyncSubtype: (left, right, options) => isAsyncSubtype(left, right, { ...options, rules: { ...asyncSubtypeRules, "A-ACT": false } }),
  }),
};
