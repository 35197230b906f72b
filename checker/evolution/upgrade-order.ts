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
 * The least order, as the roles are declared, in which every network on the way is safe. Depth first over sets of roles, each once and only beyond safe
 * networks: where nothing is in the way, as many networks as roles are looked at; at worst exponentially many. `finding` judges the network in which these roles
 * are new; it is asked once for each.
 */
export function upgradeOrder(changed: readonly Role[], finding: (upgraded: ReadonlySet<Role>) => NetworkFinding): UpgradeOrder {
  const upgraded: Role[] = [];
  /** By depth: the place from which on further roles are tried. */
  const cursors = [0];
  const looked = new Set<string>();
  let furthest: readonly Role[] = [];
  let open: string | undefined;
  while (cursors.length > 0 && upgraded.length < changed.length) {
    const top = cursors.length - 1;
    const role = changed[present(cursors[top])];
    cursors[top] = present(cursors[top]) + 1;
    if (role === undefined) {
      cursors.pop();
      upgraded.pop();
      continue;
    }
    if (upgraded.includes(role)) continue;
    const next = new Set([...upgraded, role]);
    const key = changed.map((each) => (next.has(each) ? "1" : "0")).join("");
    if (looked.has(key)) continue;
    if (looked.size >= networkLimit) return { kind: "unknown", reason: `more than ${networkLimit} mixed networks` };
    looked.add(key);
    const { verdict, reason } = finding(next);
    if (verdict !== "safe") {
      if (verdict !== "unsafe") open ??= reason ?? "it is not decided";
      continue;
    }
    upgraded.push(role);
    cursors.push(0);
    if (upgraded.length > furthest.length) furthest = [...upgraded];
  }
  if (upgraded.length === changed.length) return { kind: "order", roles: upgraded };
  if (open !== undefined) return { kind: "unknown", reason: `a mixed network is neither shown to be safe nor to be unsafe: ${open}` };
  return { kind: "none", stuck: changed.filter((role) => furthest.includes(role)) };
}
