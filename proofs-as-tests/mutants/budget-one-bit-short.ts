/** How often a clause of a fault model was used has one bit less than it needs, where it needs several. */
import type { Layout } from "../../checker/compiled/index.ts";
import type { Mutant } from "./mutant.ts";

type Field = Layout["spent"][number];

function shorter(field: Field): Field {
  return field === undefined || field.width < 2 ? field : { ...field, width: field.width - 1 };
}

export const budgetOneBitShort: Mutant = {
  name: "a budget one bit short",
  error: "The highest bit of how often a fault happened is not read and not changed.",
  killedBy: "T35-engines",
  seed: 10,
  change: (parts) => ({
    ...parts,
    layout: (layout) => ({ ...layout, spent: layout.spent.map(shorter) }),
  }),
};
