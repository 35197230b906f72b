/** Only the first instruction may act. */
import type { Mutant } from "./mutant.ts";

export const delayInstructionDropped: Mutant = {
  name: "D-INSTR dropped",
  error: "Only the first instruction may act.",
  killedBy: "T6",
  change: (parts) => ({
    ...parts,
    choreographyRules: { ...parts.choreographyRules, "D-INSTR": { ...parts.choreographyRules["D-INSTR"], bars: () => undefined } },
  }),
};
