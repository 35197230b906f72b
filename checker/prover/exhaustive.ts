/** The prover that looks at everything: all values of finite domains, all choices, all answers of functions without body. */
import type { Value } from "../../calculus/core/index.ts";
import { closedDomain } from "../../calculus/values/index.ts";
import { tryInputs } from "./evaluate-obligation.ts";
import type { Obligation, Place } from "./obligation.ts";
import type { ProofOutcome, Prover } from "./prover.ts";

const method = "exhaustive evaluation";

/** Proves by enumeration. What is infinite or too large for the effort is `unknown`, with the reason: nothing is sampled. Linear in the executions. */
export const exhaustiveProver: Prover = {
  prove: (obligation, { executions }) => {
    const domains: (readonly [Place, readonly Value[]])[] = [];
    for (const { place, domain } of obligation.inputs) {
      const values = closedDomain(domain, obligation.definitions);
      if (values === undefined) return unknown(`the values of ${place} cannot be enumerated`);
      if (values.kind === "infinite") return unknown(`${place} has ${values.extent === "large" ? "too" : "infinitely"} many values`);
      domains.push([place, values.values]);
    }
    const count = domains.reduce((product, [, values]) => product * values.length, 1);
    if (count > executions) return unknown(`there are ${String(count)} inputs, more than ${String(executions)}`);
    return enumerate(obligation, domains, executions);
  },
};

function unknown(reason: string): ProofOutcome {
  return { kind: "unknown", reason, method };
}

function enumerate(obligation: Obligation, domains: readonly (readonly [Place, readonly Value[]])[], executions: number): ProofOutcome {
  let left = executions;
  const spend = (): boolean => (left -= 1) >= 0;
  let isJudged = false;
  let obstacle: string | undefined;
  for (const inputs of combinations(domains, 0, new Map())) {
    const trial = tryInputs(obligation, inputs, spend);
    if (trial.violation !== undefined) return { kind: "violated", violation: trial.violation, method };
    isJudged ||= trial.isJudged;
    obstacle ??= trial.obstacle;
    if (left < 0) break;
  }
  if (obstacle !== undefined) return unknown(obstacle);
  return isJudged ? { kind: "proved", method } : { kind: "vacuous", reason: nothingJudged, method };
}

/** Why a proof is vacuous. */
export const nothingJudged = "no input lets the executions complete of which something is claimed";

function* combinations(
  domains: readonly (readonly [Place, readonly Value[]])[],
  from: number,
  chosen: ReadonlyMap<Place, Value>,
): Generator<ReadonlyMap<Place, Value>> {
  const next = domains[from];
  if (next === undefined) {
    yield chosen;
    return;
  }
  const [place, values] = next;
  for (const value of values) yield* combinations(domains, from + 1, new Map(chosen).set(place, value));
}
