/** Liveness is asked of inputs only. */
import type { Mutant } from "./mutant.ts";

export const outputsNotOwed: Mutant = {
  name: "liveness of inputs only",
  error: "The clause for outputs of live, live+ and live++ is dropped: a message may wait for ever.",
  killedBy: "T19",
  change: (parts) => ({
    ...parts,
    liveness: { ...parts.liveness, obligations: (graph) => parts.liveness.obligations(graph).filter(({ kind }) => kind === "input") },
  }),
};
