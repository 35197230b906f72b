/** Encodings of networks for solvers with one error each. */
import type { NetworkParts } from "../../checker/smt/network/index.ts";
import type { Mutant } from "./mutant.ts";

/** `seed`: with which an early case shows it, because each costs much. */
function mutant(name: string, error: string, seed: number, change: Partial<NetworkParts>): Mutant {
  return { name, error, seed, killedBy: "T36-networks", change: (parts) => ({ ...parts, networkSolving: { ...parts.networkSolving, ...change } }) };
}

export const volatileSurvives: Mutant = mutant("volatile variables survive a crash", "In the encoding a role that starts again remembers everything.", 240, {
  survives: () => true,
});

export const durableLost: Mutant = mutant(
  "durable fields lost",
  "In the encoding a role that starts again has initial values in its durable fields too.",
  140,
  {
    survives: () => false,
  },
);

export const oneTypeForEachLabel: Mutant = mutant("one type for each label", "In the encoding messages of one label are of one type.", 42, {
  claimsTypes: false,
});

export const receivedForgotten: Mutant = mutant(
  "what is received is forgotten",
  "In the product of a network's processes and queues a receive leaves the variables that it binds as they were.",
  11,
  { received: () => [] },
);

export const newestOnlyOvertakes: Mutant = mutant(
  "reordering takes only the newest",
  "In the encoding only the newest message of a queue changes places with the one before it.",
  45,
  { overtaken: (slots, position, { terms }) => terms.not(slots[position + 2]?.taken ?? terms.false) },
);
