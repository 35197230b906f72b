/** Send coherence looks at pairs of equal states only. */
import { coherenceConditions } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

export const sendCoherenceOnEqualStates: Mutant = {
  name: "send coherence on equal states only",
  error: "A send is compared with the state that allows it, not with the others that look the same to the sender.",
  killedBy: "T13",
  seed: 3,
  change: (parts) => ({
    ...parts,
    coherence: {
      ...parts.coherence,
      conditions: {
        ...coherenceConditions,
        "send-coherent": (situation) => {
          if (situation.left === situation.right) coherenceConditions["send-coherent"](situation);
        },
      },
    },
  }),
};
