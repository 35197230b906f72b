/** A receive without a label unites with a labelled one. */
import { noLabel, prefix, stop } from "../../calculus/core/index.ts";
import type { Mutant } from "./mutant.ts";

export const mergeUnitesSilence: Mutant = {
  name: "a merge that unites silence",
  error: "A receive without a label unites with a labelled one, as if writing none were a label like any other.",
  killedBy: "T11",
  change: (parts) => ({
    ...parts,
    merge: (identities) => {
      const merge = parts.merge(identities);
      return (left, right) => {
        const result = merge(left, right);
        if (result.ok || left.kind === "end" || right.kind === "end") return result;
        const [one, other] = [left.head, right.head];
        if (one.kind !== "receive" || other.kind !== "receive" || one.from !== other.from) return result;
        const branches = [...one.branches, ...other.branches];
        return branches.some(({ label }) => label === noLabel) ? { ok: true, behaviour: prefix({ ...one, branches }, stop) } : result;
      };
    },
  }),
};
