/** Nobody asks whether a role would have to send in one run and to receive in another. */
import { coherenceConditions } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

export const mixedChoiceAllowed: Mutant = {
  name: "mixed choice allowed",
  error: "Mixed choices are not looked for.",
  killedBy: "T14-definition",
  change: (parts) => ({
    ...parts,
    coherence: { ...parts.coherence, conditions: { ...coherenceConditions, "no-mixed-choice": () => undefined } },
  }),
};
