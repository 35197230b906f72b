/** Refinements of protocols, encoded with one error each. */
import type { KnowledgeParts, RefinementParts } from "../../checker/refined-protocols/index.ts";
import type { Mutant } from "./mutant.ts";

function mutant(name: string, error: string, change: Partial<RefinementParts>, seed = 1): Mutant {
  return { name, error, killedBy: "T14-refinements", seed, change: (parts) => ({ ...parts, refinements: { ...parts.refinements, ...change } }) };
}

export const namesReadTheirMessage: Mutant = mutant(
  "refinement reads its own message",
  "Where a message sends a name anew, its refinement speaks of the new value and not of the one before.",
  { ownName: (_before, own) => own },
  6,
);

export const roundsSetNothing: Mutant = mutant("variables of loops never set", "A round begins with the values that variables had before.", {
  roundsSet: false,
});

export const receiversGetOthers: Mutant = mutant(
  "further receivers get other values",
  "A message to several receivers carries a payload of its own to each of them.",
  { copiesAgree: false },
  146,
);

function forgetful(name: string, error: string, change: Partial<KnowledgeParts>): Mutant {
  return { name, error, killedBy: "T14-knowledge", change: (parts) => ({ ...parts, knowledge: { ...parts.knowledge, ...change } }) };
}

export const knowersForEver: Mutant = forgetful(
  "who knew a name knows what is sent anew",
  "Who has seen an earlier value of a name is taken to know the last one.",
  {
    replaced: (before, there) => new Set([...before, ...there]),
  },
);

export const onePathSuffices: Mutant = forgetful("known on one path", "Where paths meet a role knows what it has seen on one of them.", {
  meet: (one, other) => new Set([...one, ...other]),
});
