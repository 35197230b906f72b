/** Labels for inserted selections that the program does not use, so that an inserted selection is recognised by its label. */
import { mapTerms, spine } from "../core/index.ts";
import type { Choreography, Model } from "../core/index.ts";

/** The labels of all messages in the model's procedures. Linear in the distinct nodes of the bodies. */
export function labelsOf(model: Model): ReadonlySet<string> {
  const labels = new Set<string>();
  const seen = new WeakSet<Choreography>();
  const visit = (term: Choreography): Choreography => {
    for (const cell of spine(term, (suffix) => seen.has(suffix))) {
      if (cell.kind === "end" || seen.has(cell)) continue;
      seen.add(cell);
      if (cell.head.kind === "communicate" || cell.head.kind === "select") labels.add(cell.head.label);
      mapTerms(cell.head, visit);
    }
    return term;
  };
  for (const procedure of model.procedures.values()) visit(procedure.body);
  return labels;
}

/** The labels that tell `count` branches apart: `left` and `right` for two, `branch_1` … for more. */
export type BranchLabels = (count: number) => readonly string[];

function named(count: number, suffix: string): readonly string[] {
  return count === 2 ? [`left${suffix}`, `right${suffix}`] : Array.from({ length: count }, (_, index) => `branch_${index + 1}${suffix}`);
}

/** Branch labels that are not among `used`: the plain ones, or with the first suffix `_2`, `_3`, … that makes them new. */
export function freshLabels(used: ReadonlySet<string>): BranchLabels {
  return (count) => {
    let suffix = "";
    for (let attempt = 2; named(count, suffix).some((label) => used.has(label)); attempt += 1) suffix = `_${attempt}`;
    return named(count, suffix);
  };
}
