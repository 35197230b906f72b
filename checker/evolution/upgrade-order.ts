/** In which order roles can be upgraded one by one, so that every network on the way is safe. */
import { present } from "../../calculus/present.ts";
import type { Role } from "../../calculus/core/index.ts";
import type { NetworkFinding } from "./mixed-network.ts";

export type UpgradeOrder =
  | { readonly kind: "order"; readonly roles: readonly Role[] }
  /** Every order meets an unsafe network; `stuck` are the roles upgraded in the furthest safe network. */
  | { readonly kind: "none"; readonly stuck: readonly Role[] }
  | { readonly kind: "unknown"; readonly reason: string };

/** Networks that are looked at before no answer is given. */
const networkLimit = 1024;

/**
 * A shortest plan is as long as there are changed roles, so the search is over their subsets, breadth first: exponential in the changed roles at worst, and
 * only safe networks are gone on from. `finding` judges the network in which these roles are new.
 */
export function upgradeOrder(changed: readonly Role[], finding: (upgraded: ReadonlySet<Role>) => NetworkFinding): UpgradeOrder {
  if (changed.length > 30) return { kind: "unknown", reason: `${changed.length} roles have changed` };
  const all = 2 ** changed.length - 1;
  const rolesOf = (set: number): readonly Role[] => changed.filter((_, index) => ((set >>> index) & 1) === 1);
  const before = new Map<number, number>([[0, -1]]);
  const waiting = [0];
  let [looked, isOpen, furthest] = [0, false, 0];
  for (let at = 0; at < waiting.length; at++) {
    const set = present(waiting[at]);
    if (set === all) {
      const roles: Role[] = [];
      for (let each = set; each !== 0; each = present(before.get(each))) roles.push(present(rolesOf(each & ~present(before.get(each)))[0]));
      return { kind: "order", roles: roles.reverse() };
    }
    for (const [index] of changed.entries()) {
      const next = set | (1 << index);
      if (next === set || before.has(next)) continue;
      if (++looked > networkLimit) return { kind: "unknown", reason: `more than ${networkLimit} mixed networks` };
      const { verdict } = finding(new Set(rolesOf(next)));
      if (verdict !== "safe") {
        isOpen ||= verdict !== "unsafe";
        continue;
      }
      before.set(next, set);
      waiting.push(next);
      if (rolesOf(next).length > rolesOf(furthest).length) furthest = next;
    }
  }
  if (isOpen) return { kind: "unknown", reason: "a mixed network is neither shown to be safe nor to be unsafe" };
  return { kind: "none", stuck: rolesOf(furthest) };
}
