/** Which verdict an expectation is about: the subject, the item, and the network, faults and fairness under which it is asked. */
import type { ExpectationResult, Verdict } from "../../checker/index.ts";

/** Whether the expectation asks for what the verdict decides. */
export function isOf(expectation: ExpectationResult, { subject, property, network, faults, fairness }: Verdict): boolean {
  return (
    expectation.item === property &&
    (expectation.subject === subject || expectation.subject === property) &&
    expectation.network === network &&
    expectation.faults === faults &&
    expectation.fairness === fairness
  );
}

/** The faults, the network and the fairness in words, where they are not the usual ones. */
export function runsOf({
  network,
  faults = "none",
  fairness,
}: {
  readonly network: string;
  readonly faults?: string | undefined;
  readonly fairness?: string | undefined;
}): string {
  return `${faults === "none" ? "" : ` under ${faults}`}${network === "fifo" ? "" : ` on ${network}`}${fairness === undefined ? "" : ` with ${fairness}`}`;
}
