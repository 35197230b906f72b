/** Nothing happens before a decision, even what all branches agree on. */
import type { Mutant } from "./mutant.ts";

export const delayConditionalDropped: Mutant = {
  name: "D-COND dropped",
  error: "Nothing happens before a decision, even what all branches agree on.",
  killedBy: "T6",
  seed: 2,
  change: (parts) => ({ ...parts, choreographyRules: { ...parts.choreographyRules, "D-COND": { ...parts.choreographyRules["D-COND"], apply: () => [] } } }),
};
