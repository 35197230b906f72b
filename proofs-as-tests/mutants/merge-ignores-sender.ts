/** Two receives from different senders merge: the second one is forgotten. */
import type { Mutant } from "./mutant.ts";

export const mergeIgnoresSender: Mutant = {
  name: "a merge that ignores senders",
  error: "Two receives from different senders merge into the first of them.",
  killedBy: "T11",
  change: (parts) => ({
    ...parts,
    merge: (identities) => {
      const merge = parts.merge(identities);
      return (left, right) => {
        const result = merge(left, right);
        const receives = !result.ok && result.conflict.left?.kind === "receive" && result.conflict.right?.kind === "receive";
        return receives ? { ok: true, behaviour: left } : result;
      };
    },
  }),
};
