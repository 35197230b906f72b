/** A role that a loop does not involve waits until the loop is over. */
import type { Mutant } from "./mutant.ts";

export const delayLoopDropped: Mutant = {
  name: "D-LOOP dropped",
  error: "A role that a loop does not involve waits until the loop is over.",
  killedBy: "T6",
  seed: 3,
  change: (parts) => ({ ...parts, choreographyRules: { ...parts.choreographyRules, "D-LOOP": { ...parts.choreographyRules["D-LOOP"], apply: () => [] } } }),
};
