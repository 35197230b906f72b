/** Every run counts as fair. */
import type { Mutant } from "./mutant.ts";

export const fairnessIgnored: Mutant = {
  name: "fairness ignored",
  error: "Every endless run counts, whatever fairness is assumed.",
  killedBy: "T19-definition",
  seed: 10,
  change: (parts) => ({ ...parts, liveness: { ...parts.liveness, assumed: () => "no-fairness" } }),
};
