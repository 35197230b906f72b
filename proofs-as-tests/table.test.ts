import { expect, test } from "vitest";
import { conjectures } from "./conjectures/index.ts";
import { mutants } from "./mutants/index.ts";
import { theoremPage } from "./table.ts";
import { theorems } from "./theorems/index.ts";

test("docs/theorems.md is what the suite says (vitest -u writes it)", async () => {
  await expect(theoremPage(theorems, mutants, conjectures)).toMatchFileSnapshot("../docs/theorems.md");
});

test("every theorem has its own id, and every mutant names one of them", () => {
  const ids = theorems.map((theorem) => theorem.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(mutants.filter((mutant) => !ids.includes(mutant.killedBy))).toEqual([]);
});

test("every theorem kills at least one mutant", () => {
  expect(theorems.filter((theorem) => !mutants.some((mutant) => mutant.killedBy === theorem.id)).map((theorem) => theorem.id)).toEqual([]);
});

test("every theorem has a statistic that shows that it is not vacuous", () => {
  expect(theorems.filter((theorem) => theorem.demands.length === 0).map((theorem) => theorem.id)).toEqual([]);
});
