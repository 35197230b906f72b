/** Values are captured when a message is received, not when it is sent. */
import type { Instruction, Value } from "../../calculus/core/index.ts";
import type { Mutant } from "./mutant.ts";

export const lazySend: Mutant = {
  name: "a lazily captured send",
  error: "The receiver gets what the expression is worth when the message is received, not when it was sent.",
  killedBy: "T5",
  seed: 2,
  change: (parts) => {
    const sends = new WeakMap<readonly Value[], Instruction>();
    const { "C-SEND": send, "C-RECEIVE": receive } = parts.choreographyRules;
    return {
      ...parts,
      choreographyRules: {
        ...parts.choreographyRules,
        "C-SEND": {
          ...send,
          apply: (premises) => {
            const conclusions = send.apply(premises);
            for (const { term } of conclusions) {
              if (term.kind === "sequence" && term.head.kind === "in-transit") sends.set(term.head.values, premises.I);
            }
            return conclusions;
          },
        },
        "C-RECEIVE": {
          ...receive,
          apply: (premises) => {
            const { I, Σ, given } = premises;
            const sent = I.kind === "in-transit" ? sends.get(I.values) : undefined;
            if (I.kind !== "in-transit" || sent === undefined) return receive.apply(premises);
            return given.valuations(I.from, sent, Σ).flatMap(({ result }) => {
              if (result.kind === "failure") return [];
              return receive.apply({ ...premises, I: { ...I, values: result.values } });
            });
          },
        },
      },
    };
  },
};
