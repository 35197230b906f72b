/** A role that passes under a loop moves in what follows the loop, but not where the jumps to outer loops lead. */
import { ownRoles, sequence, union } from "../../calculus/core/index.ts";
import type { Mutant } from "./mutant.ts";

export const oneExitOnly: Mutant = {
  name: "D-LOOP into one exit",
  error: "A role that passes under a loop moves in what follows it, but not where jumps to outer loops lead.",
  killedBy: "T5",
  seed: 63,
  change: ({ choreographyRules, ...parts }) => ({
    ...parts,
    choreographyRules: {
      ...choreographyRules,
      "D-LOOP": {
        ...choreographyRules["D-LOOP"],
        apply: ({ I, C, Σ, blocked, given }) =>
          I.kind !== "loop"
            ? []
            : given
                .steps(I.exit, Σ, union(blocked, ownRoles(I.body)))
                .map(({ label, site, world, term, rules }) => ({ label, site, world, term: sequence({ ...I, exit: term }, C), rules: ["D-LOOP", ...rules] })),
      },
    },
  }),
};
