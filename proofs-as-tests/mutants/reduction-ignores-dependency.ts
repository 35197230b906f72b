/** The moves of a role are explored alone although a message of another peer may still come, or room in another queue. */
import type { Mutant } from "./mutant.ts";

export const reductionIgnoresDependency: Mutant = {
  name: "a reduction that ignores a dependency",
  error: "The moves of a role are explored alone although a message of another peer may still come, or room in another queue.",
  killedBy: "T18-decision",
  change: (parts) => ({ ...parts, compatibility: { ...parts.compatibility, isStable: () => true } }),
};
