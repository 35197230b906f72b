/**
 * What an amendment preserves. Write erase(ρ) for a run without the steps of inserted selections. For a model C and its amendment A:
 *
 * - every run ρ of A is one of C: erase(ρ) is a run of C with the same labels;
 * - every run of C that reaches a final configuration is, up to the order of steps of different roles, erase(ρ) for a run ρ of A that does so too.
 *
 * The second cannot be had for all runs of C. An action that both branches of a conditional begin with may happen in C before the conditional is
 * decided (the delay rule D-COND), but not in A if its role waits for a selection: so the order of steps changes, which is the counterexample of
 * Cruz-Filipe and Montesi (Now It Compiles!, ITP 2023) to the exact correspondence; and if the decider fails, stops or runs for ever before it decides,
 * that role never gets to act in A at all, whatever the extension of the run.
 */
import type { Label } from "../semantics/index.ts";
import type { Amendment } from "./plan.ts";

/** Whether the step is the sending or the receipt of an inserted selection. */
export function isInserted(label: Label, amendment: Pick<Amendment, "insertedLabels">): boolean {
  return (label.kind === "send" || label.kind === "receive") && amendment.insertedLabels.has(label.label);
}

/** The labels of a run of the amended program without those of inserted selections. */
export function erase(labels: readonly Label[], amendment: Pick<Amendment, "insertedLabels">): readonly Label[] {
  return labels.filter((label) => !isInserted(label, amendment));
}
