/** Orders of upgrades: found without going through all sets of roles, and the least one. */
import { describe, expect, test } from "vitest";
import type { Role } from "../../calculus/core/index.ts";
import type { NetworkFinding } from "./mixed-network.ts";
import { upgradeOrder } from "./upgrade-order.ts";

const roles: readonly Role[] = Array.from({ length: 40 }, (_, index) => `r${String(index)}`);

/** Which networks were asked for, and how each is judged. */
function asked(verdict: (upgraded: ReadonlySet<Role>) => NetworkFinding["verdict"]): {
  readonly sets: string[];
  readonly finding: (upgraded: ReadonlySet<Role>) => NetworkFinding;
} {
  const sets: string[] = [];
  return {
    sets,
    finding: (upgraded) => {
      sets.push([...upgraded].sort().join(" "));
      return { verdict: verdict(upgraded), configurations: 1 };
    },
  };
}

describe("the order of upgrades", () => {
  test("takes as many networks as roles where nothing is in the way", () => {
    const { sets, finding } = asked(() => "safe");
    expect(upgradeOrder(roles, finding)).toEqual({ kind: "order", roles });
    expect(sets).toHaveLength(roles.length);
  });

  test("is the least one: who has to wait comes as soon as it may", () => {
    const { finding } = asked((upgraded) => (upgraded.has("r0") && !upgraded.has("r2") ? "unsafe" : "safe"));
    expect(upgradeOrder(["r0", "r1", "r2"], finding)).toEqual({ kind: "order", roles: ["r1", "r2", "r0"] });
  });

  test("asks for each network once, and there is none if every one meets an unsafe network", () => {
    const { sets, finding } = asked((upgraded) => (upgraded.size === 3 ? "unsafe" : "safe"));
    expect(upgradeOrder(["a", "b", "c", "d"], finding)).toEqual({ kind: "none", stuck: ["a", "b"] });
    expect(new Set(sets).size).toBe(sets.length);
    expect(sets).toHaveLength(4 + 6 + 4);
  });

  test("is undecided where what is in the way is, and says why", () => {
    const finding = (upgraded: ReadonlySet<Role>): NetworkFinding =>
      upgraded.size === 1 ? { verdict: "unknown", configurations: 0, reason: "too long" } : { verdict: "safe", configurations: 1 };
    expect(upgradeOrder(["a", "b"], finding)).toEqual({
      kind: "unknown",
      reason: "a mixed network is neither shown to be safe nor to be unsafe: too long",
    });
  });

  test("is given up behind a limit of networks", () => {
    const { sets, finding } = asked((upgraded) => (upgraded.size > 20 ? "unsafe" : "safe"));
    expect(upgradeOrder(roles, finding)).toEqual({ kind: "unknown", reason: "more than 1024 mixed networks" });
    expect(sets).toHaveLength(1024);
  });
});
