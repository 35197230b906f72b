/** Cores that leave out something that is needed. */
import type { Mutant } from "./mutant.ts";

export const coreWithoutAName: Mutant = {
  name: "a name dropped from the core",
  error: "The core of a proof leaves out the first of what the proof needs.",
  killedBy: "T36-cores",
  change: (parts) => ({
    ...parts,
    coreOf: (...given) => {
      const core = parts.coreOf(...given);
      return core.kind === "none" ? core : { ...core, grounds: core.grounds.slice(1) };
    },
  }),
};
