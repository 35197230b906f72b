/** Deadlocks are told without a look into the queues. */
import type { Mutant } from "./mutant.ts";

export const deadlockDespiteMessages: Mutant = {
  name: "deadlock that ignores pending messages",
  error: "Who waits for a message counts as stuck, although the message is there.",
  killedBy: "errors",
  change: (parts) => ({
    ...parts,
    errorsIn: (space, configuration, moves) =>
      parts.errorsIn(
        space,
        configuration,
        moves.filter(({ moments }) => moments.every(({ step: { label } }) => label.kind !== "receive")),
      ),
  }),
};
