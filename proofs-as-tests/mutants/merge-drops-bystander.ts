/** A role that acts in one branch only, and is not told, does nothing in either. */
import { stop } from "../../calculus/core/index.ts";
import type { Mutant } from "./mutant.ts";

export const mergeDropsBystander: Mutant = {
  name: "a merge with nothing",
  error: "A role that acts in one branch only, and is not told, does nothing in either.",
  killedBy: "T10",
  seed: 11,
  change: (parts) => ({
    ...parts,
    merge: (identities) => {
      const merge = parts.merge(identities);
      return (left, right) => (left.kind === "end" || right.kind === "end" ? { ok: true, behaviour: stop } : merge(left, right));
    },
  }),
};
