/** Scripted schedulers: the schedule is written down in advance, as positions among the enabled steps or as labels. */
import type { Label } from "../../calculus/semantics/index.ts";
import { labelText, sameLabel } from "../labels.ts";
import type { Scheduler } from "./scheduler.ts";
import { nothingEnabled, stopRun, take } from "./scheduler.ts";

/** Takes the step at `indices[0]` (from 0), then `indices[1]`, …; stops at the end of the script or where a position is not enabled. */
export function scriptedIndices(indices: readonly number[]): Scheduler {
  const name = `script:${indices.join(",")}`;
  const from = (position: number): Scheduler => ({
    name,
    decide: (candidates) => {
      if (candidates.length === 0) return nothingEnabled;
      const index = indices[position];
      if (index === undefined) return stopRun("the script ends here");
      if (!Number.isInteger(index) || index < 0 || index >= candidates.length) {
        return stopRun(`the script asks for step ${index} of 0..${candidates.length - 1}`);
      }
      return take(index, from(position + 1));
    },
  });
  return from(0);
}

/** Takes the steps with these labels, in this order; stops at the end of the script or where a label is not enabled. */
export function scriptedLabels(labels: readonly Label[]): Scheduler {
  const from = (position: number): Scheduler => ({
    name: "labels",
    decide: (candidates) => {
      if (candidates.length === 0) return nothingEnabled;
      const wanted = labels[position];
      if (wanted === undefined) return stopRun("the script ends here");
      const index = candidates.findIndex((candidate) => sameLabel(candidate.label, wanted));
      return index < 0 ? stopRun(`the script asks for ${labelText(wanted)}, which is not enabled`) : take(index, from(position + 1));
    },
  });
  return from(0);
}
