/** T11: the algebra of merging, as partial operation and as least upper bound of the branching order. */
import type { Action, Behaviour } from "../../calculus/core/index.ts";
import { noLabel, prefix, stop } from "../../calculus/core/index.ts";
import { Identities } from "../../calculus/identity/index.ts";
import { hasMoreBranches } from "../../calculus/projection/index.ts";
import { printBehaviour } from "../print-terms.ts";
import { readFamily, writeFamily } from "../generators/behaviour-json.ts";
import { families, mapBodies, type Family } from "../generators/behaviours.ts";
import type { Implementation } from "../implementation.ts";
import { share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

export const mergeAlgebra: Theorem = theorem<Family>({
  id: "T11",
  name: "merging is a partial join",
  statement:
    "⊔ is idempotent, commutative and associative where defined; a ⊔ b ⊒ a and b, and below every common upper bound; it is defined when there is one; the empty label unites with no other; renaming roles commutes with it.",
  reference: "Cruz-Filipe, Montesi, Peressotti, JAR 2023 (Merge, BranchingOrder)",
  forall: { name: "three prunings of a behaviour", arbitrary: families(), extension: "json", write: writeFamily, read: readFamily },
  then: laws,
  demands: [share("merged, and differ", "families", 20), share("not mergeable", "families", 5)],
});

function laws({ whole, parts }: Family, implementation: Implementation, tally: Tally): Refutation | undefined {
  const [a, b, c] = parts;
  const identities = new Identities();
  const merging = implementation.parts.merge(identities);
  const merge = (one: Behaviour, other: Behaviour): Behaviour | undefined => {
    const result = merging(one, other);
    return result.ok ? result.behaviour : undefined;
  };
  const above = (more: Behaviour, fewer: Behaviour): boolean => hasMoreBranches(more, fewer, identities);
  const equal = (one: Behaviour | undefined, other: Behaviour | undefined): boolean =>
    one === undefined || other === undefined ? one === other : above(one, other) && above(other, one);
  const ab = merge(a, b);
  const bounded = above(whole, a) && above(whole, b);
  tally.add("families");
  if (ab === undefined) tally.add("not mergeable");
  else if (!equal(a, b)) tally.add("merged, and differ");
  const refutations: readonly (readonly [string, boolean])[] = [
    ["idempotent", equal(merge(a, a), a)],
    ["commutative", equal(ab, merge(b, a))],
    ["associative", equal(mergeAll(merge, ab, c), mergeAll(merge, a, merge(b, c)))],
    ["upper bound", ab === undefined || (above(ab, a) && above(ab, b))],
    ["least upper bound", !bounded || (ab !== undefined && above(whole, ab))],
    ["silent about labels", ab === undefined || !unitesSilence(ab)],
    ["compatible with renaming", equal(merge(renamed(a), renamed(b)), ab === undefined ? undefined : renamed(ab))],
    ["order is reflexive", above(a, a)],
  ];
  const broken = refutations.find(([, holds]) => !holds);
  return broken === undefined ? undefined : { kind: broken[0], message: `not ${broken[0]}:\n  ${parts.map(printBehaviour).join("\n  ")}` };
}

function mergeAll(
  merge: (one: Behaviour, other: Behaviour) => Behaviour | undefined,
  one: Behaviour | undefined,
  other: Behaviour | undefined,
): Behaviour | undefined {
  return one === undefined || other === undefined ? undefined : merge(one, other);
}

/** Is the empty label one of several that a receive offers? */
function unitesSilence(behaviour: Behaviour): boolean {
  if (behaviour.kind === "end") return false;
  const { head, tail } = behaviour;
  const here = head.kind === "receive" && head.branches.length > 1 && head.branches.some(({ label }) => label === noLabel);
  return here || partsOf(head).some(unitesSilence) || unitesSilence(tail);
}

function partsOf(action: Action): readonly Behaviour[] {
  const parts: Behaviour[] = [];
  mapBodies(action, (part) => {
    parts.push(part);
    return part;
  });
  return parts;
}

const renaming = new Map([
  ["A", "B"],
  ["B", "C"],
  ["C", "A"],
]);

/** The behaviour with A, B, C renamed in a circle. */
function renamed(behaviour: Behaviour): Behaviour {
  if (behaviour.kind === "end") return stop;
  const head = mapBodies(behaviour.head, renamed);
  return prefix(renamedAction(head), renamed(behaviour.tail));
}

function renamedAction(action: Action): Action {
  const rename = (role: string): string => renaming.get(role) ?? role;
  switch (action.kind) {
    case "send":
      return { ...action, to: rename(action.to) };
    case "receive":
      return { ...action, from: rename(action.from) };
    case "call":
      return { ...action, roles: action.roles.map(rename) };
    default:
      return action;
  }
}
