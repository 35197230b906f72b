/** Several provers as one: the first that knows, or all of them against each other. */
import type { ProofOutcome, Prover } from "./prover.ts";

/** What is `unknown` to one is asked of the next. The last reason stands behind the first. */
export function firstAnswer(provers: readonly Prover[]): Prover {
  return {
    prove: (obligation, effort) => {
      let unknown: Extract<ProofOutcome, { kind: "unknown" }> | undefined;
      for (const prover of provers) {
        const outcome = prover.prove(obligation, effort);
        if (outcome.kind !== "unknown") return outcome;
        unknown = unknown === undefined ? outcome : joined(unknown, outcome);
      }
      return unknown ?? { kind: "unknown", reason: "there is no prover", method: "none" };
    },
  };
}

function joined(one: Extract<ProofOutcome, { kind: "unknown" }>, other: typeof one): typeof one {
  return { kind: "unknown", reason: `${one.reason}; ${other.method}: ${other.reason}`, method: one.method };
}

/** All are asked; those that know must say the same, otherwise it is a `disagreement`. */
export function comparing(provers: readonly Prover[]): Prover {
  return {
    prove: (obligation, effort) => {
      const outcomes = provers.map((prover) => prover.prove(obligation, effort));
      const known = outcomes.filter(({ kind }) => kind !== "unknown");
      const [first, ...others] = known;
      if (first === undefined) return firstAnswer(outcomes.map((outcome) => ({ prove: () => outcome }))).prove(obligation, effort);
      const contrary = others.find(({ kind }) => kind !== first.kind);
      if (contrary !== undefined)
        return { kind: "disagreement", reason: `${first.method} says ${first.kind}, ${contrary.method} ${contrary.kind}`, method: first.method };
      return { ...first, method: known.map(({ method }) => method).join("; ") };
    },
  };
}
