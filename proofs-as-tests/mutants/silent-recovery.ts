/** The parser goes on after an error without reporting it. */
import type { Mutant } from "./mutant.ts";

export const silentRecovery: Mutant = {
  name: "silent recovery",
  error: "The parser goes on after an error without reporting it.",
  killedBy: "T29-damaged",
  change: (parts) => ({
    ...parts,
    parse: (text) => ({ ...parts.parse(text), errors: [] }),
  }),
};
