/** Runs that are weakly fair and not strongly fair do not count where weak fairness is assumed. */
import type { Mutant } from "./mutant.ts";

export const strongForWeak: Mutant = {
  name: "strong fairness for weak",
  error: "Runs that are weakly fair and not strongly fair do not count where weak fairness is assumed.",
  killedBy: "liveness-emptiness",
  change: (parts) => ({ ...parts, runs: { ...parts.runs, assumed: (fairness) => (fairness === "weak-fairness" ? "strong-fairness" : fairness) } }),
};
