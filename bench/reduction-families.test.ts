import { describe, expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { machineOfSystem } from "../calculus/machine/index.ts";
import { contracts } from "../calculus/protocols/index.ts";
import { exploreCompiled } from "../checker/compiled/index.ts";
import type { Reduction } from "../checker/reduction/index.ts";
import { everyReduction, noReduction, planReduction } from "../checker/reduction/index.ts";
import type { Family } from "./reduction-families.ts";
import { pairs, pipe, ring, votes } from "./reduction-families.ts";

function states({ text }: Family, size: number, reduction: Reduction): number | undefined {
  const { model } = analyseText(text(size));
  const system = model?.systems.get("S");
  if (model === undefined || system === undefined) return undefined;
  const result = machineOfSystem(model, system, contracts(model));
  if (!result.ok) return undefined;
  const plan = planReduction(result.built.machine, { kind: "terminal", reads: [] }, reduction);
  const compiled = exploreCompiled(result.built, model, [], { maxStates: 50_000, memory: 2 ** 27 }, { plan, decidedBy: [] });
  return compiled.ok && compiled.exploration.ending.kind === "complete" ? compiled.exploration.states : undefined;
}

describe("growth of reduced state spaces", () => {
  test.each([
    [pipe, 4, 44, (n: number) => 4 * n - 2],
    [ring, 4, 47, (n: number) => 2 * n + 1],
    [pairs, 3, 125, (n: number) => 4 * n + 1],
  ] as const)("$name is linear", (family, size, all, reduced) => {
    expect(states(family, size, noReduction)).toBe(all);
    for (const n of [size, 8, 30]) expect(states(family, n, everyReduction)).toBe(reduced(n));
  });

  test("votes are few up to symmetry", () => {
    expect(states(votes, 4, noReduction)).toBe(3_934);
    expect([4, 8, 16].map((n) => states(votes, n, everyReduction))).toEqual([56, 190, 698]);
  });
});
