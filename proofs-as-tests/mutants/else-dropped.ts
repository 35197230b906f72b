/** A decision whose condition does not hold is never taken. */
import type { Mutant } from "./mutant.ts";

export const elseDropped: Mutant = {
  name: "C-ELSE dropped",
  error: "A decision whose condition does not hold is never taken.",
  killedBy: "T1",
  change: (parts) => ({ ...parts, choreographyRules: { ...parts.choreographyRules, "C-ELSE": { ...parts.choreographyRules["C-ELSE"], apply: () => [] } } }),
};
