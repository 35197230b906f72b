/** Receive coherence without the propagation of blocked roles. */
import { availability, usualAvailability } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

export const nobodyIsBlocked: Mutant = {
  name: "receive coherence without blocked roles",
  error: "A message counts as available although its sender waits for the role that has not moved.",
  killedBy: "T14",
  change: (parts) => ({
    ...parts,
    coherence: { ...parts.coherence, availability: (automaton) => availability(automaton, { ...usualAvailability, propagates: false }) },
  }),
};
