/** Rows do not say what waits in the first queue. */
import type { Mutant } from "./mutant.ts";

export const queueLeftOutOfTheRow: Mutant = {
  name: "a queue left out of the row",
  error: "States that differ in the first queue only are one row, in which nothing waits.",
  killedBy: "T35-code",
  change: (parts) => ({
    ...parts,
    layout: (layout) => ({ ...layout, queues: layout.queues.map((queue, index) => (index === 0 ? { kind: "empty" } : queue)) }),
  }),
};
