/** Checkers of certificates with invariants that believe one of the things that they have to ask. */
import type { Mutant } from "./mutant.ts";

/** `seed`: with which an early case shows it, because each costs much. */
function believer(name: string, error: string, seed: number, isBelieved: (question: string) => boolean): Mutant {
  return {
    name,
    error,
    killedBy: "T36-certificates",
    seed,
    change: (parts) => ({
      ...parts,
      recheckInvariants: (certificate, rechecking) => parts.recheckInvariants(certificate, rechecking, (question) => !isBelieved(question)),
    }),
  };
}

export const initiationBelieved: Mutant = believer(
  "initiation believed",
  "The checker of certificates does not ask whether invariants hold at the start.",
  12,
  (question) => question === "initiation",
);

export const consecutionBelieved: Mutant = believer(
  "consecution believed",
  "The checker of certificates does not ask whether invariants are kept.",
  3,
  (question) => question.startsWith("consecution"),
);

export const safetyBelieved: Mutant = believer("safety believed", "The checker of certificates does not ask what invariants exclude.", 1, (question) =>
  question.startsWith("safety"),
);

export const firstRoundsBelieved: Mutant = believer("first rounds believed", "The checker of certificates takes k-induction without its base.", 3, (question) =>
  question.startsWith("round"),
);

export const rankingBelieved: Mutant = {
  ...believer("ranking believed", "The checker of certificates does not ask whether measures fall.", 4, (question) => question.startsWith("ranking")),
  killedBy: "T36-ranked-certificates",
};

export const summaryBelieved: Mutant = {
  ...believer("a summary believed", "The checker of certificates does not ask whether calls leave what their summary says.", 15, (question) =>
    question.startsWith("summary"),
  ),
  killedBy: "T36-call-certificates",
};

export const enteringBelieved: Mutant = {
  ...believer("entering believed", "The checker of certificates does not ask whether calls are given what their invariants say.", 252, (question) =>
    question.startsWith("entering"),
  ),
  killedBy: "T36-call-certificates",
};

export const networkSafetyBelieved: Mutant = {
  ...believer(
    "what invariants of networks exclude believed",
    "The checker of certificates about networks does not ask what is shown, nor whether queues are outgrown.",
    7,
    (question) => /^(safety|round)/.test(question),
  ),
  killedBy: "T36-network-certificates",
};
