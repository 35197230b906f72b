/**
 * History sensitivity: on every path, the sender of a refined value knows what its refinement speaks of (Bocchi, Honda, Tuosto and Yoshida, CONCUR 2010). A role knows
 * what was sent last under a name if it has sent or received it, or a value that a refinement says is equal; and what a variable of a loop has if it knows what that is
 * computed from, and in a further round if it has also sent or received something since the round before began.
 */
import { present } from "../../calculus/present.ts";
import type { Definitions, RefinedProtocol, RefinedTransition, Role } from "../../calculus/core/index.ts";
import { namesOfValue } from "../../calculus/syntax/index.ts";
import { refinementsIn } from "../../calculus/values/index.ts";
import { nameKey, namesIn } from "./spoken-of.ts";

/** A refinement that speaks of what its sender may not know. */
export interface Unknown {
  readonly transition: RefinedTransition;
  readonly name: string;
}

/** The pieces that a test may replace by wrong ones: each must be noticed. */
export interface KnowledgeParts {
  /** Who knows a name that is sent anew: only those who are there. */
  readonly replaced: (before: ReadonlySet<Role>, there: readonly Role[]) => ReadonlySet<Role>;
  /** Where ways meet: who knows it on all of them. */
  readonly meet: (one: ReadonlySet<Role>, other: ReadonlySet<Role>) => ReadonlySet<Role>;
}

export const knowledgeParts: KnowledgeParts = {
  replaced: (_before, there) => new Set(there),
  meet: (one, other) => new Set([...one].filter((role) => other.has(role))),
};

/** By name who knows it; and by variable of a loop who has taken part in something since it was set. */
interface Knowledge {
  readonly knowers: ReadonlyMap<string, ReadonlySet<Role>>;
  readonly since: ReadonlyMap<string, ReadonlySet<Role>>;
}

/** The refinements that some path shows. The greatest solution of the equations: the product of the transitions, the names and the roles at worst. */
export function unknownToSenders(
  { initial, states }: RefinedProtocol,
  roles: readonly Role[],
  definitions: Definitions,
  parts: KnowledgeParts = knowledgeParts,
): readonly Unknown[] {
  const known: (Knowledge | undefined)[] = states.map(() => undefined);
  known[initial] = { knowers: new Map(), since: new Map() };
  const waiting = new Set([initial]);
  for (const state of waiting) {
    waiting.delete(state);
    for (const transition of present(states[state]).transitions) {
      const { target } = transition;
      const { after } = through(transition, present(known[state]));
      const before = known[target];
      const met = before === undefined ? after : { knowers: onBoth(before.knowers, after.knowers), since: onBoth(before.since, after.since) };
      if (before !== undefined && sizeOf(met) === sizeOf(before)) continue;
      known[target] = met;
      waiting.add(target);
    }
  }
  return states.flatMap(({ transitions }, state) => {
    const here = known[state];
    return here === undefined ? [] : transitions.flatMap((transition) => through(transition, here).unknown.map((name) => ({ transition, name })));
  });

  function onBoth(one: ReadonlyMap<string, ReadonlySet<Role>>, other: ReadonlyMap<string, ReadonlySet<Role>>): ReadonlyMap<string, ReadonlySet<Role>> {
    return new Map([...one].flatMap(([name, own]) => (other.has(name) ? [[name, parts.meet(own, present(other.get(name)))] as const] : [])));
  }

  function through(transition: RefinedTransition, before: Knowledge): { readonly after: Knowledge; readonly unknown: readonly string[] } {
    const { steps, scope, sender, receiver, message, isCopy } = transition;
    const knowers = new Map(before.knowers);
    const since = new Map(before.since);
    for (const step of steps) {
      const found = step.variables.map(({ name, value }) => {
        const key = nameKey(step.scope, name);
        const spoken = namesIn(value).flatMap((other) => knowers.get(nameKey(step.scope, other)) ?? []);
        return [key, new Set(roles.filter((role) => spoken.every((who) => who.has(role)) && (!step.isAgain || since.get(key)?.has(role) === true)))] as const;
      });
      for (const [key, who] of found) {
        knowers.set(key, who);
        since.set(key, new Set());
      }
    }
    const unknown: string[] = [];
    const there = [sender, receiver];
    const learn = (name: string): void => {
      const key = nameKey(scope, name);
      const who = knowers.get(key);
      if (who !== undefined) knowers.set(key, new Set([...who, ...there]));
    };
    for (const { name, sort } of message.payload) {
      if (sort.kind !== "value") continue;
      if (!isCopy)
        for (const other of new Set(refinementsIn(sort.type, definitions).flatMap(namesIn)))
          if (other !== "value" && knowers.get(nameKey(scope, other))?.has(sender) === false) unknown.push(other);
      if (sort.type.kind === "refined") namesOfValue(sort.type.predicate).forEach(learn);
      if (name === undefined) continue;
      const key = nameKey(scope, name);
      if (isCopy) learn(name);
      else knowers.set(key, parts.replaced(knowers.get(key) ?? new Set(), there));
    }
    for (const [key, who] of since) since.set(key, new Set([...who, ...there]));
    return { after: { knowers, since }, unknown };
  }
}

function sizeOf({ knowers, since }: Knowledge): number {
  return [...knowers.values(), ...since.values()].reduce((sum, { size }) => sum + size + 1, 0);
}
