/** A role may act inside a call before it has entered it. */
import { sequence } from "../../calculus/core/index.ts";
import { subject } from "../../calculus/semantics/index.ts";
import type { Mutant } from "./mutant.ts";

export const pendingAct: Mutant = {
  name: "D-CALL without its side condition",
  error: "A role may act inside a call before it has entered it.",
  killedBy: "T9",
  seed: 4,
  change: ({ choreographyRules, ...parts }) => ({
    ...parts,
    choreographyRules: {
      ...choreographyRules,
      "D-CALL": {
        ...choreographyRules["D-CALL"],
        apply: (premises) => {
          const { I, C, Σ, blocked, given } = premises;
          if (I.kind !== "frame") return [];
          const early = given.steps(I.body, Σ, blocked).filter(({ label }) => I.pending.includes(subject(label)));
          const entered = early.map(({ label, site, world, term, rules }) => ({
            label,
            site,
            world,
            term: sequence({ ...I, body: term }, C),
            rules: ["D-CALL", ...rules],
          }));
          return [...choreographyRules["D-CALL"].apply(premises), ...entered];
        },
      },
    },
  }),
};
