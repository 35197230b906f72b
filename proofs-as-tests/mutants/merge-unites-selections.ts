/** Two different sends are merged into a choice between them, although the role does not know which branch was taken. */
import { prefix, stop } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Mutant } from "./mutant.ts";

export const mergeUnitesSelections: Mutant = {
  name: "a merge that unites selections",
  error: "Two different sends merge into a choice, which the role makes without knowing the branch.",
  killedBy: "T6",
  seed: 118,
  change: (parts) => ({
    ...parts,
    merge: (identities) => {
      const merge = parts.merge(identities);
      return (left, right) => {
        const result = merge(left, right);
        const sends = [left, right].every((side) => side.kind === "sequence" && side.head.kind === "send");
        if (result.ok || !sends) return result;
        return { ok: true, behaviour: prefix({ kind: "choose", branches: [left, right], site: { span: nowhere } }, stop) };
      };
    },
  }),
};
