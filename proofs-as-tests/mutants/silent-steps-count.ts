/** Weak bisimilarity without weak steps. */
import { usualEquivalence } from "../../checker/equivalence/index.ts";
import type { Mutant } from "./mutant.ts";

export const silentStepsCount: Mutant = {
  name: "silent steps count",
  error: "Weak bisimilarity answers a step without silent steps before or after it.",
  killedBy: "equivalence-definition",
  change: (parts) => ({ ...parts, equivalence: { ...usualEquivalence, weakSteps: (graph) => graph } }),
};
