/** Which verdict an expectation is about: the subject, the item, and the network and fairness under which it is asked. */
import type { ExpectationResult, Verdict } from "../../checker/index.ts";

/** Whether the expectation asks for what the verdict decides. */
export function isOf(expectation: ExpectationResult, { subject, property, network, fairness }: Verdict): boolean {
  return (
    expectation.item === property &&
    (expectation.subject === subject || expectation.subject === property) &&
    expectation.network === network &&
    expectation.fairness === fairness
  );
}

/** The network and the fairness in words, where they are not the usual ones. */
export function runsOf({ network, fairness }: { readonly network: string; readonly fairness?: string | undefined }): string {
  return `${network === "fifo" ? "" : ` on ${network}`}${fairness === undefined ? "" : ` with ${fairness}`}`;
}
