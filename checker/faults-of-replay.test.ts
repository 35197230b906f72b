import { expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "./index.ts";

test.each([
  ["exception A at most 1;", "unknown"],
  ["restart broker at most 1;", "unknown"],
  ["delay A -> B; partition A from B;", "proved"],
])("nothing is said of a network under faults that it does not have: %s", (clauses, verdict) => {
  const text = `role A { x: int = 0; } role B; faults F { ${clauses} } choreography main(A, B) { A.x -> B.y; }`;
  const { verdicts } = verifyModel(analyseText(text), { faults: "F" });
  expect(verdicts.map((one) => [one.property, one.verdict])).toEqual([
    ["no-failure", verdict],
    ["deadlock-free", verdict],
  ]);
});
