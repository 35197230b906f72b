/** A compensation finds the state as its transaction left it, whatever came in between. */
import type { Mutant } from "./mutant.ts";

export const nothingInBetween: Mutant = {
  name: "nothing in between",
  error: "The solver is asked about compensations from the state that the transaction left, not from that of what came after it.",
  killedBy: "provers-transactions",
  seed: 53,
  change: (parts) => ({
    ...parts,
    symbolicObligation: (obligation) => ({
      ...obligation,
      stages: obligation.stages.map((stage) =>
        stage.name === "undo"
          ? { ...stage, reads: new Map([...stage.reads].map(([variable, place]) => [variable, place.replace(/^between\//, "do/")])) }
          : stage,
      ),
    }),
  }),
};
