/** What a second thread leaves to the first one is never looked at. */
import type { Mutant } from "./mutant.ts";

export const notedRowsDropped: Mutant = {
  name: "noted rows dropped",
  error: "States that a second thread has come to, and that only the first one can judge, count as judged: deadlocks among them go unseen.",
  killedBy: "T35-engines",
  seed: 9,
  change: (parts) => ({ ...parts, noted: () => [] }),
};
