/** Amendment inserts the same selection into every branch. */
import { mapTerms, prepend, spine, type Choreography, type Instruction } from "../../calculus/core/index.ts";
import type { Mutant } from "./mutant.ts";

function relabelled(term: Choreography, inserted: ReadonlySet<string>): Choreography {
  const heads = spine(term).flatMap((cell): Instruction[] => {
    if (cell.kind === "end") return [];
    const head = mapTerms(cell.head, (part) => relabelled(part, inserted));
    return [head.kind === "select" && inserted.has(head.label) ? { ...head, label: "told" } : head];
  });
  return prepend(heads, { kind: "end" });
}

export const oneLabelAmendment: Mutant = {
  name: "an amendment with one label",
  error: "The inserted selections carry the same label in every branch.",
  killedBy: "T15",
  change: (parts) => ({
    ...parts,
    amend: (model) => {
      const amendment = parts.amend(model);
      const procedures = new Map(
        [...amendment.model.procedures].map(([name, each]) => [name, { ...each, body: relabelled(each.body, amendment.insertedLabels) }] as const),
      );
      return { ...amendment, model: { ...amendment.model, procedures } };
    },
  }),
};
