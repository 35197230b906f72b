/** A role that crashes forgets what is durable. */
import type { Model } from "../../calculus/core/index.ts";
import type { Mutant } from "./mutant.ts";

export const crashForgetsAll: Mutant = {
  name: "crash forgets all",
  error: "A role that starts again has initial values in its durable fields too.",
  killedBy: "T32-faults",
  change: ({ faultRules, ...parts }) => ({
    ...parts,
    faultRules: {
      ...faultRules,
      "F-CRASH": { ...faultRules["F-CRASH"], apply: (premises) => faultRules["F-CRASH"].apply({ ...premises, model: volatile(premises.model) }) },
    },
  }),
};

function volatile(model: Model): Model {
  return { ...model, roles: new Map([...model.roles].map(([role, fields]) => [role, fields.map((field) => ({ ...field, durable: false }))])) };
}
