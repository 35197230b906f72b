/** Inclusion of traces in which larger sets stand for smaller ones. */
import type { Mutant } from "./mutant.ts";

export const antichainTurnedRound: Mutant = {
  name: "an antichain turned round",
  error: "Where more answers were enough, fewer are not looked at.",
  killedBy: "equivalence-definition",
  seed: 204,
  change: (parts) => ({ ...parts, standsFor: (known, other) => other.every((state) => known.includes(state)) }),
};
