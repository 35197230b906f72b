/** Claims about how executions end are forgotten. */
import type { Mutant } from "./mutant.ts";

export const failuresAreNoDifference: Mutant = {
  name: "failures are no difference",
  error: "The solver is not asked whether a second execution fails where the first one completes.",
  killedBy: "provers",
  seed: 2,
  change: (parts) => ({
    ...parts,
    symbolicObligation: (obligation) => ({ ...obligation, claims: obligation.claims.filter(({ kind }) => kind !== "completes" && kind !== "ends-alike") }),
  }),
};
