/** The payloads of receives vary as those of sends do. */
import { isSubtype, subtypeRules } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

export const payloadsVaryWrongly: Mutant = {
  name: "received payloads vary as sent ones",
  error: "S-IN compares payloads in the direction of S-OUT, so that a receiver may ask for more than it is sent.",
  killedBy: "T16",
  change: (parts) => ({ ...parts, subtype: (left, right) => isSubtype(left, right, { rules: { ...subtypeRules, "S-IN": subtypeRules["S-OUT"] } }) }),
};
