/** More may be accepted from anybody, not only from the one peer that the role listens to. */
import { isSubtype, subtypeRules } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

export const receivesFromAnybody: Mutant = {
  name: "a subtype that accepts from anybody",
  error: "S-IN wants all receives of the subtype from one peer; an added receive from another takes a message that is meant for later.",
  killedBy: "T16",
  change: (parts) => ({ ...parts, subtype: (left, right) => isSubtype(left, right, { rules: { ...subtypeRules, peers: "any" } }) }),
};
