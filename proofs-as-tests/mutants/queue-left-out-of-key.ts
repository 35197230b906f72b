/** Configurations of a machine that differ in one queue only are one. */
import type { Mutant } from "./mutant.ts";

export const queueLeftOutOfKey: Mutant = {
  name: "a queue left out of the key",
  error: "Two configurations that differ only in what waits in the first queue are taken for one.",
  killedBy: "T31-select",
  seed: 6,
  change: (parts) => ({
    ...parts,
    machine: {
      ...parts.machine,
      key: (configuration) => parts.machine.key({ ...configuration, queues: configuration.queues.map((queue, index) => (index === 0 ? [] : queue)) }),
    },
  }),
};
