/** A process takes the newest message of a queue, not the oldest. */
import { queued, withQueue } from "../../calculus/semantics/index.ts";
import type { Mutant } from "./mutant.ts";

export const newestFirst: Mutant = {
  name: "FIFO broken",
  error: "A process takes the newest message of a queue, not the oldest.",
  killedBy: "T6",
  change: ({ networkRules, ...parts }) => ({
    ...parts,
    networkRules: {
      ...networkRules,
      "N-RECEIVE": {
        ...networkRules["N-RECEIVE"],
        apply: (premises) => {
          const { A, p, Q } = premises;
          if (A.kind !== "receive") return [];
          const messages = queued(Q, A.from, p);
          return networkRules["N-RECEIVE"].apply({ ...premises, Q: withQueue(Q, A.from, p, [...messages.slice(-1), ...messages.slice(0, -1)]) });
        },
      },
    },
  }),
};
