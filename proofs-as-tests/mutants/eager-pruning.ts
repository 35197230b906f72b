/** A role prunes the branches of all alternatives but the first before it is told which one was taken. */
import type { Mutant } from "./mutant.ts";

export const eagerPruning: Mutant = {
  name: "eager pruning",
  error: "A role prunes the branches of all alternatives but the first before it is told which one was taken.",
  killedBy: "T8",
  change: (parts) => ({
    ...parts,
    merge: (identities) => {
      const merge = parts.merge(identities);
      return (left, right) => {
        const result = merge(left, right);
        return result.ok ? { ok: true, behaviour: left } : result;
      };
    },
  }),
};
