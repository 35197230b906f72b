/** The payloads of sends vary as those of receives do. */
import { isSubtype, subtypeRules } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

export const sentPayloadsVaryWrongly: Mutant = {
  name: "sent payloads vary as received ones",
  error: "S-OUT compares payloads in the direction of S-IN, so that a sender may promise less than is expected of it.",
  killedBy: "T16-preorder",
  change: (parts) => ({ ...parts, subtype: (left, right) => isSubtype(left, right, { rules: { ...subtypeRules, "S-OUT": subtypeRules["S-IN"] } }) }),
};
