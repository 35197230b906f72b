/** Nobody moves inside a call before everybody has entered it. */
import type { Mutant } from "./mutant.ts";

export const delayCallDropped: Mutant = {
  name: "D-CALL dropped",
  error: "Nobody moves inside a call before everybody has entered it.",
  killedBy: "T6",
  change: (parts) => ({ ...parts, choreographyRules: { ...parts.choreographyRules, "D-CALL": { ...parts.choreographyRules["D-CALL"], apply: () => [] } } }),
};
