/** A sender does nothing until its message has been received. */
import type { Mutant } from "./mutant.ts";

export const blockingSender: Mutant = {
  name: "a sender that blocks",
  error: "A sender does nothing until its message has been received.",
  killedBy: "T6",
  change: (parts) => ({
    ...parts,
    choreographyRules: {
      ...parts.choreographyRules,
      "D-INSTR": {
        ...parts.choreographyRules["D-INSTR"],
        bars: (I) => {
          const roles = parts.choreographyRules["D-INSTR"].bars(I);
          return I.kind === "in-transit" && roles !== undefined ? new Set([...roles, I.from]) : roles;
        },
      },
    },
  }),
};
