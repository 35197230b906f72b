/** The rule for receives lets the replacement accept less. */
import { isSubtype, subtypeRules } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

export const receivesVaryWrongly: Mutant = {
  name: "a subtype that accepts less",
  error: "S-IN wants the receives of the subtype among those of the supertype, not the other way round.",
  killedBy: "T16",
  change: (parts) => ({ ...parts, subtype: (left, right) => isSubtype(left, right, { rules: { ...subtypeRules, receives: "fewer" } }) }),
};
