/** Merging two receives keeps the branches that both have. */
import { prefix, stop, type Behaviour } from "../../calculus/core/index.ts";
import type { Mutant } from "./mutant.ts";

/** The merge without the branches of its first receive that only one side had. */
function common(merged: Behaviour, left: Behaviour, right: Behaviour): Behaviour {
  if (merged.kind === "end" || left.kind === "end" || right.kind === "end") return merged;
  const [head, one, other] = [merged.head, left.head, right.head];
  if (head.kind !== "receive" || one.kind !== "receive" || other.kind !== "receive") return prefix(head, common(merged.tail, left.tail, right.tail));
  const both = head.branches.filter(({ label }) => [one, other].every(({ branches }) => branches.some((branch) => branch.label === label)));
  return both.length === head.branches.length ? prefix(head, common(merged.tail, left.tail, right.tail)) : prefix({ ...head, branches: both }, stop);
}

export const mergeIntersects: Mutant = {
  name: "a merge that intersects",
  error: "Merging two receives keeps only the branches that both have.",
  killedBy: "T5",
  change: (parts) => ({
    ...parts,
    merge: (identities) => {
      const merge = parts.merge(identities);
      return (left, right) => {
        const result = merge(left, right);
        return result.ok ? { ok: true, behaviour: common(result.behaviour, left, right) } : result;
      };
    },
  }),
};
