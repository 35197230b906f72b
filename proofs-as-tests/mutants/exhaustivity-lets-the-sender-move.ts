/** A send that is held up may wait for what its role itself does next. */
import type { Mutant } from "./mutant.ts";

export const exhaustivityLetsTheSenderMove: Mutant = {
  name: "exhaustivity lets the sender move",
  error: "A send that is held up may wait for what its role itself does next.",
  killedBy: "T18-definition",
  seed: 9,
  change: (parts) => ({
    ...parts,
    compatibility: { ...parts.compatibility, receivedWithoutSender: (graph, channel) => (configuration) => graph.canReceive(configuration, channel) },
  }),
};
