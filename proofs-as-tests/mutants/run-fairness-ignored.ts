/** Every infinite run counts for properties of whole runs, whatever fairness is assumed. */
import type { Mutant } from "./mutant.ts";

export const runFairnessIgnored: Mutant = {
  name: "fairness of runs ignored",
  error: "Every infinite run counts for properties of whole runs, whatever fairness is assumed.",
  killedBy: "liveness-emptiness",
  change: (parts) => ({ ...parts, runs: { ...parts.runs, assumed: () => "no-fairness" } }),
};
