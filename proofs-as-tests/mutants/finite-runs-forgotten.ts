/** The last moment of a run that is over is not repeated, so that no finite run contradicts anything. */
import type { Mutant } from "./mutant.ts";

export const finiteRunsForgotten: Mutant = {
  name: "finite runs forgotten",
  error: "The last moment of a run that is over is not repeated, so that no finite run contradicts anything.",
  killedBy: "liveness-runs",
  change: (parts) => ({ ...parts, runs: { ...parts.runs, repeatsLastMoment: false } }),
};
