/** The rule for sends lets the replacement choose more. */
import { isSubtype, subtypeRules } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

export const sendsVaryWrongly: Mutant = {
  name: "a subtype that chooses more",
  error: "S-OUT wants the sends of the supertype among those of the subtype, not the other way round.",
  killedBy: "T16",
  change: (parts) => ({ ...parts, subtype: (left, right) => isSubtype(left, right, { rules: { ...subtypeRules, sends: "more" } }) }),
};
