/** Receive validity is dropped, so that an endpoint may take a message that is meant for later. */
import { isRelativeSubtype, relativeConditions } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

export const earlyReceivesAllowed: Mutant = {
  name: "a replacement that takes messages early",
  error: "Receive validity is dropped, so that an endpoint may take a message that is meant for later.",
  killedBy: "T17-relative",
  seed: 9,
  change: (parts) => ({
    ...parts,
    relativeSubtype: (protocol, endpoint) => isRelativeSubtype(protocol, endpoint, { conditions: relativeConditions.filter((each) => each !== "takes-early") }),
  }),
};
