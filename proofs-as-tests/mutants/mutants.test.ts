import { describe, expect, test } from "vitest";
import { deepRuns, defaultSeed } from "../everyday.ts";
import { implementationOf, realParts } from "../implementation.ts";
import { theorems } from "../theorems/index.ts";
import { mutants } from "./index.ts";

describe("a mutant dies by the theorem that it names", () => {
  test.each(mutants.map((mutant) => [`${mutant.name} by ${mutant.killedBy}`, mutant] as const))("%s", (_, mutant) => {
    const theorem = theorems.find((each) => each.id === mutant.killedBy);
    const implementation = implementationOf(mutant.change(realParts));
    const report = theorem?.check({
      runs: deepRuns,
      seed: mutant.seed ?? defaultSeed,
      shard: { index: 0, of: 1 },
      implementation,
      shrink: false,
      saved: false,
    });
    expect(report?.counterexample, `${mutant.name} survives`).toBeDefined();
  });
});
