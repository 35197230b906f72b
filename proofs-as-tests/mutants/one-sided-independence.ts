/** A step may come before an instruction if its subject does not send in it, although it receives there. */
import type { Mutant } from "./mutant.ts";

export const oneSidedIndependence: Mutant = {
  name: "one-sided independence",
  error: "A step may come before an instruction if its subject does not send in it, although it receives there.",
  killedBy: "T3",
  change: (parts) => ({
    ...parts,
    choreographyRules: {
      ...parts.choreographyRules,
      "D-INSTR": {
        ...parts.choreographyRules["D-INSTR"],
        bars: (I) => (I.kind === "communicate" || I.kind === "select" ? new Set([I.from]) : parts.choreographyRules["D-INSTR"].bars(I)),
      },
    },
  }),
};
