import { afterAll, expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "./judge.ts";
import { chooseSolver } from "./smt/backends/index.ts";

const solver = chooseSolver("wasm");
afterAll(() => solver.close());

function assumptions(domain: string): readonly string[] | undefined {
  const analysis = analyseText(`role A { n: int = any ${domain}; }
choreography main(A) { A.m := n + 1; assert A.(m > n); }
`);
  const report = verifyModel(analysis, { engine: "smt", solver, property: "assert" });
  const verdict = report.verdicts.find(({ property }) => property === "assert");
  expect(verdict?.verdict).toBe("proved");
  return verdict?.assumptions;
}

test("a proof about integers without bounds assumes that the evaluator can compute them", () => {
  const assumption = "values stay within the size limits of the evaluator";
  expect(assumptions("")).toContain(assumption);
  expect(assumptions("0..9")).not.toContain(assumption);
});
