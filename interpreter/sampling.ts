/** Sampling: nondeterminism resolved by a seed, as `run` needs it. What is sampled never contributes to a proof. */
import type { Role } from "../calculus/core/index.ts";
import type { Chooser } from "../calculus/semantics/index.ts";
import { sampling } from "../calculus/values/index.ts";
import { generatorOf, nextBits, split } from "./random.ts";

/**
 * Answers every request with one value (none if the domain is empty). The answer is a function of `seed`, `moment(request.role)` and the request: the
 * branches of a delayed conditional see the same value, and so do a choreography and its network when `moment` counts the role's own steps.
 */
export function sampler(seed: string, moment: (role: Role) => string): Chooser {
  const root = split(generatorOf(seed), "values");
  return sampling(({ kind, role, description }) => nextBits(split(split(root, `${kind} ${moment(role)}`), `${role} ${description}`)).bits);
}
