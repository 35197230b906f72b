/** A process takes the newest message of a queue, not the oldest. */
import { sendersOf } from "../../calculus/core/index.ts";
import { queued, withQueue } from "../../calculus/semantics/index.ts";
import type { Mutant } from "./mutant.ts";

export const newestFirst: Mutant = {
  name: "FIFO broken",
  error: "A process takes the newest message of a queue, not the oldest.",
  killedBy: "T6",
  seed: 23,
  change: ({ networkRules, ...parts }) => ({
    ...parts,
    networkRules: {
      ...networkRules,
      "N-RECEIVE": {
        ...networkRules["N-RECEIVE"],
        apply: (premises) => {
          const { A, p, Q } = premises;
          if (A.kind !== "receive") return [];
          const turned = sendersOf(A).reduce((queues, sender) => {
            const messages = queued(queues, sender, p);
            return withQueue(queues, sender, p, [...messages.slice(-1), ...messages.slice(0, -1)]);
          }, Q);
          return networkRules["N-RECEIVE"].apply({ ...premises, Q: turned });
        },
      },
    },
  }),
};
