/** The projection of a loop in which the role does not act is `end`, although the loop is not closed. */
import { inductiveProjector } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

export const openLoopsEnd: Mutant = {
  name: "open loops end",
  error: "μt.G is projected to end wherever the role does not act in G, also if G leads back to an outer loop.",
  killedBy: "T12",
  change: (parts) => ({ ...parts, projectType: (type) => inductiveProjector(type, { closedness: false }) }),
};
