/** Scripted schedulers: the schedule is written down in advance, as positions among the enabled steps or as labels. */
import type { Label } from "../../calculus/semantics/index.ts";
import { labelText, sameLabel } from "../labels.ts";
import type { Scheduler } from "./scheduler.ts";
import { misfit, nothingEnabled, stopRun, take } from "./scheduler.ts";

/** How many moves there are, and how a script names them. */
function moves(count: number): string {
  return count === 0 ? "there is none" : count === 1 ? "there is 1: 0" : `there are ${count}: 0 to ${count - 1}`;
}

/** Takes the step at `indices[0]` (from 0), then `indices[1]`, …; stops at the end of the script, and as a misfit where there is no such step. */
export function scriptedIndices(indices: readonly number[]): Scheduler {
  const name = `script:${indices.join(",")}`;
  const from = (position: number): Scheduler => ({
    name,
    decide: (candidates) => {
      const index = indices[position];
      if (index === undefined) return candidates.length === 0 ? nothingEnabled : stopRun("the script ends here");
      if (!Number.isInteger(index) || index < 0 || index >= candidates.length) {
        return misfit(`number ${position + 1} of the script asks for move ${index}, and ${moves(candidates.length)}`);
      }
      return take(index, from(position + 1));
    },
  });
  return from(0);
}

/** Takes the steps with these labels, in this order; stops at the end of the script, and as a misfit where a label is not enabled. */
export function scriptedLabels(labels: readonly Label[]): Scheduler {
  const from = (position: number): Scheduler => ({
    name: "labels",
    decide: (candidates) => {
      const wanted = labels[position];
      if (wanted === undefined) return candidates.length === 0 ? nothingEnabled : stopRun("the script ends here");
      const index = candidates.findIndex((candidate) => sameLabel(candidate.label, wanted));
      return index < 0 ? misfit(`step ${position + 1} of the script is not enabled: ${labelText(wanted)}`) : take(index, from(position + 1));
    },
  });
  return from(0);
}
