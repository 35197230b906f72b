/** Reductions without one of their conditions: each must change a verdict of some generated system. */
import { allConditions, reductionConditions, type ReductionCondition } from "../../checker/reduction/index.ts";
import type { Mutant } from "./mutant.ts";

const errors: Readonly<Record<ReductionCondition, string>> = {
  "every-sender-known": "A role goes alone while one of those that it could hear from has not sent anything yet.",
  "room-in-queues": "A role goes alone while it waits for room in a queue.",
  "own-mailbox": "A role that sends to a mailbox goes alone although others send there too.",
  "steady-queues": "A role that receives goes alone although the message may still be lost, overtaken or exchanged.",
  "own-crashes": "A role that goes alone does not crash.",
  "nobody-ignored": "A role that goes round for ever goes alone for ever.",
  invisible: "A role goes alone although a property of several roles sees its step.",
};

/** Few generated systems have a role that goes alone in want of room, or of a message that may still be lost; nor is it often seen that others crash, send or are asked about. */
const seeds: Partial<Record<ReductionCondition, { readonly seed: number }>> = {
  "room-in-queues": { seed: 2 },
  "steady-queues": { seed: 2 },
  "own-mailbox": { seed: 4 },
  "own-crashes": { seed: 29 },
  "nobody-ignored": { seed: 12 },
  invisible: { seed: 10 },
};

const conditionDropped = (condition: ReductionCondition): Mutant => ({
  name: `reduction without ${condition}`,
  error: errors[condition],
  killedBy: "reductions",
  ...seeds[condition],
  change: (parts) => ({
    ...parts,
    reduction: { ...parts.reduction, conditions: new Set([...allConditions].filter((one) => one !== condition)) },
  }),
});

/** One for each condition of persistent sets, one for symmetry, one for dead variables. */
export const reductionMutants: readonly Mutant[] = [
  ...reductionConditions.map(conditionDropped),
  {
    name: "symmetry merges distinguishable roles",
    error: "Any two roles are taken to be interchangeable.",
    killedBy: "reductions",
    change: (parts) => ({ ...parts, reduction: { ...parts.reduction, isInterchangeable: () => true } }),
  },
  {
    name: "generated code takes any roles to be interchangeable",
    error: "The members that generated code puts in order are not those of the reference.",
    killedBy: "reductions-compiled",
    seed: 11,
    change: (parts) => ({ ...parts, reduction: { ...parts.reduction, isInterchangeable: () => true } }),
  },
  {
    name: "properties are forgotten by dead variables",
    error: "A variable that only a property reads is taken to be dead.",
    killedBy: "reductions",
    change: (parts) => ({ ...parts, reduction: { ...parts.reduction, keepsObserved: false } }),
  },
];
