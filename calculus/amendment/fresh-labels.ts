/** Labels for inserted selections that the program does not use, so that an inserted selection is recognised by its label. */
import { instructionsWithin } from "../core/index.ts";
import type { Model } from "../core/index.ts";

/** The labels of all messages in the model's procedures. Linear in the distinct nodes of the bodies. */
export function labelsOf(model: Model): ReadonlySet<string> {
  const labels = new Set<string>();
  for (const { body } of model.procedures.values()) {
    for (const I of instructionsWithin(body)) if (I.kind === "communicate" || I.kind === "select") labels.add(I.label);
  }
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
