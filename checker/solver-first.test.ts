import { afterAll, expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "./judge.ts";
import { chooseSolver } from "./smt/backends/index.ts";
import type { Solver } from "./smt/solver/index.ts";

const solver = chooseSolver("wasm");
afterAll(() => {
  solver.close();
});

/** A counter that grows for ever, or does not. */
const counter = (next: string): string => `role A { n: int = 0; } role B { m: int = 0; }
choreography main(A, B) { loop L { A.n -> B.m : tick; B.m := m; A.n := ${next}; } }
property Positive of main = always A.n >= 0;
expect Positive : proved;`;

test("where data has no bounds a solver is asked long before the limit of exploration", () => {
  const [verdict] = verifyModel(analyseText(counter("n + 1")), { solver, property: "Positive" }).verdicts;
  expect(verdict).toMatchObject({ verdict: "proved", method: "smt" });
});

test("where data has bounds exploration goes on to its end", () => {
  const [verdict] = verifyModel(analyseText(counter("(n + 1) % 11000")), { solver, property: "Positive" }).verdicts;
  expect(verdict).toMatchObject({ verdict: "proved", method: "head-first" });
  expect(verdict?.states).toBeGreaterThan(20_000);
});

test("what the solver leaves open is explored to the limit", () => {
  const answer = { kind: "unknown", reason: "incomplete", detail: "it is silent" } as const;
  const nothing = (): void => undefined;
  const dialogue = { assert: nothing, push: nothing, pop: nothing, check: () => answer, close: nothing };
  const pending = { isAnswered: () => true, answer: () => answer, cancel: nothing };
  const silent: Solver = { name: "silent", ask: () => answer, begin: () => pending, open: () => dialogue, close: nothing };
  const [verdict] = verifyModel(analyseText(counter("n + 1")), { solver: silent, property: "Positive", maxStates: 25_000 }).verdicts;
  expect(verdict).toMatchObject({ verdict: "unknown", states: 25_000 });
  expect(verdict?.reason).toContain("the limit of 25000 states was reached");
});
