/** Head-first exploration forgets the roles that a loop, a call or a stopped role holds up for ever. */
import type { Mutant } from "./mutant.ts";

export const withoutStopBranches: Mutant = {
  name: "head-first without its stop branch",
  error: "Head-first exploration forgets the roles that a loop, a call or a stopped role holds up for ever.",
  killedBy: "head-first",
  seed: 19,
  change: (parts) => ({ ...parts, headFirst: { stopBranches: false } }),
};
