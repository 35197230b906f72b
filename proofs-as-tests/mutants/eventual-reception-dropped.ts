/** k-safety does not ask that the first message of a queue can be received. */
import type { Mutant } from "./mutant.ts";

export const eventualReceptionDropped: Mutant = {
  name: "eventual reception dropped",
  error: "k-safety does not ask that the first message of a queue can be received.",
  killedBy: "T18",
  seed: 11,
  change: (parts) => ({ ...parts, compatibility: { ...parts.compatibility, missesReception: () => false } }),
};
