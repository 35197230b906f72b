/** A cycle counts although what the formula promises never comes on it. */
import type { Mutant } from "./mutant.ts";

export const acceptanceIgnored: Mutant = {
  name: "acceptance ignored",
  error: "A cycle counts although what the formula promises never comes on it.",
  killedBy: "liveness-automata",
  change: (parts) => ({ ...parts, runs: { ...parts.runs, demanded: () => 0 } }),
};
