/**
 * Which statement labels a process still has ahead. The identity of processes disregards where they stand in the text, so two branches that do the same
 * under different labels are one state; for a property that reads `A at 'name` they must be two.
 */
import type { Behaviour } from "../core/index.ts";
import { mapParts, spine } from "../core/index.ts";

const trails = new WeakMap<Behaviour, string>();

/** A text that is equal for two processes, equal up to their places in the text, exactly when their labels are equal too. Memoised by node. */
export function labelTrail(behaviour: Behaviour): string {
  let trail = "";
  for (const cell of spine(behaviour, (suffix) => trails.has(suffix)).reverse()) {
    const known = trails.get(cell);
    if (known === undefined && cell.kind === "sequence") {
      let inner = "";
      mapParts(cell.head, (part) => {
        inner += `(${labelTrail(part)})`;
        return part;
      });
      trail = `${("site" in cell.head ? cell.head.site.label : undefined) ?? ""}${inner},${trail}`;
      trails.set(cell, trail);
    } else trail = known ?? "";
  }
  return trail;
}
