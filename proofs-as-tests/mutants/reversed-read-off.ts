/** Messages in transit are read off with the newest first. */
import type { Mutant } from "./mutant.ts";

export const reversedReadOff: Mutant = {
  name: "a reversed read-off",
  error: "Messages in transit are read off with the newest first.",
  killedBy: "T7",
  seed: 2,
  change: (parts) => ({
    ...parts,
    queuesOf: (term) => {
      const queues = parts.queuesOf(term);
      return queues && new Map([...queues].map(([channel, messages]) => [channel, [...messages].reverse()]));
    },
  }),
};
