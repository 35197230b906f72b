/** What tells judgements apart. */
import type { Verdict } from "./verdict.ts";

/** What a verdict or an expectation is on, and under which network, faults and fairness; equal texts are the same judgement. */
export function judgementKey({
  subject,
  property,
  network,
  faults = "none",
  fairness,
}: Pick<Verdict, "subject" | "property" | "network" | "fairness"> & { readonly faults?: string }): string {
  return JSON.stringify([subject, property, network, faults, fairness ?? ""]);
}
