/** What a role binds in a call is bound in the frames of its callers too. */
import type { Role } from "../../calculus/core/index.ts";
import { storeOf, type Environment, type NetworkRule, type NetworkRules, type World } from "../../calculus/semantics/index.ts";
import { bind } from "../../calculus/values/index.ts";
import type { Mutant } from "./mutant.ts";

function shared(world: World, role: Role): World {
  const store = storeOf(world, role);
  const newest = store.frames.at(-1) ?? [];
  const frames = store.frames.map((frame) => newest.reduce((into: Environment, [variable, value]) => bind(into, variable, value), frame));
  return { ...world, store: new Map(world.store).set(role, { ...store, frames }) };
}

function sharing(rule: NetworkRule): NetworkRule {
  return { ...rule, apply: (premises) => rule.apply(premises).map((step) => ({ ...step, world: shared(step.world, premises.p) })) };
}

export const framesShared: Mutant = {
  name: "frames shared",
  error: "What a role binds in a call overwrites what its callers bound.",
  killedBy: "T5",
  seed: 7,
  change: ({ networkRules, ...parts }) => ({
    ...parts,
    networkRules: Object.fromEntries(Object.entries(networkRules).map(([name, rule]) => [name, sharing(rule)])) as unknown as NetworkRules,
  }),
};
