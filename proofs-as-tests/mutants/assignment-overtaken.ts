/** A role may go on before its own assignment is done. */
import type { Mutant } from "./mutant.ts";

export const assignmentOvertaken: Mutant = {
  name: "an overtaken assignment",
  error: "A role may go on before its own assignment is done.",
  killedBy: "T4",
  seed: 4,
  change: (parts) => ({
    ...parts,
    choreographyRules: {
      ...parts.choreographyRules,
      "D-INSTR": {
        ...parts.choreographyRules["D-INSTR"],
        bars: (I) => (I.kind === "assign" ? new Set() : parts.choreographyRules["D-INSTR"].bars(I)),
      },
    },
  }),
};
