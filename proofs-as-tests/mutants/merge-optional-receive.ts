/** ε merges with a receive: a role may be finished or still waiting. */
import type { Mutant } from "./mutant.ts";

export const mergeOptionalReceive: Mutant = {
  name: "an optional receive",
  error: "ε merges with a receive: a role may be finished or still waiting.",
  killedBy: "T11",
  change: (parts) => ({
    ...parts,
    merge: (identities) => {
      const merge = parts.merge(identities);
      return (left, right) => {
        if (left.kind === "end" && right.kind === "sequence" && right.head.kind === "receive") return { ok: true, behaviour: right };
        if (right.kind === "end" && left.kind === "sequence" && left.head.kind === "receive") return { ok: true, behaviour: left };
        return merge(left, right);
      };
    },
  }),
};
