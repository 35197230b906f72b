import { afterAll, describe, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import type { Fairness } from "../../../calculus/syntax/index.ts";
import { verifyModel } from "../../judge.ts";
import type { Verdict } from "../../verdict.ts";
import { chooseSolver } from "../backends/index.ts";

const solver = chooseSolver("wasm");
afterAll(() => {
  solver.close();
});

/** What a solver says of property P, or of an item. */
function judged(text: string, property = "P", fairness?: Fairness): Verdict | undefined {
  const { verdicts } = verifyModel(analyseText(text), { engine: "smt", solver, ignoreExpect: true, property, ...(fairness === undefined ? {} : { fairness }) });
  return verdicts.find((verdict) => verdict.property === property);
}

const counting = (guard: string, step: string, property = "eventually B at end"): string => `
  role A { i: int = any; } role B { y: int = 0; }
  choreography M(A, B) { while A.(${guard}) { A -> B : more; ${step} } A -> B : done; }
  property P of M = ${property};`;

describe("loops", () => {
  test("a measure falls in every round and is not negative before it", () => {
    const found = judged(counting("i < 7", "A.i := i + 1;"));
    expect(found).toMatchObject({ verdict: "proved", technique: "ranking function" });
    expect(found?.evidence.join("\n")).toMatch(/ranking function at the start: `8 - A\.i` falls in every round/);
    expect(found?.assumptions.join()).not.toMatch(/fairness/);
  });
  test.each([
    ["it falls for ever", "i != 0", "A.i := i - 1;"],
    ["it falls on one of two ways only", "i > 0", "if A.(i > 5) { A.i := i - 1; } else { A.i := i + 1; }"],
    ["the choice is another one", "i > 0", "A.i := any;"],
  ])("nothing is proved where %s", (_, guard, step) => {
    expect(judged(counting(guard, step))?.verdict).not.toBe("proved");
  });
  test("a round that changes nothing is a run that goes round for ever", () => {
    const found = judged(counting("i > 0", "A.k := any 0..1; A.i := i - k;"));
    expect(found).toMatchObject({ verdict: "violated", technique: "bounded model checking" });
    expect(found?.counterexample?.loop).toBeDefined();
  });
  test("of measures the first that falls counts", () => {
    const text = `role A { n: int = any; m: int = any; } role B { y: int = 0; }
      choreography M(A, B) {
        while A.(n > 0) { A -> B : more; A.m := any; while A.(m > 0) { A -> B : inner; A.m := m - 1; } A -> B : out; A.n := n - 1; }
        A -> B : done;
      }
      property P of M = eventually B at end;`;
    const found = judged(text);
    expect(found?.verdict).toBe("proved");
    expect(found?.evidence.join("\n")).toMatch(/\(`A\.n`, `A\.m`\), lexicographically,/);
  });
});

describe("what counts", () => {
  test("a run that ends without it, with a failure or without", () => {
    expect(judged(counting("i > 0", "A.i := i - 1;", "eventually B.y == 1"))?.verdict).toBe("violated");
    expect(judged(counting("i > 0", "A.i := i - 1; B.y := 6 / y;"))?.verdict).toBe("violated");
  });
  test("not a run on which an assumption is false", () => {
    expect(judged(counting("i > 0", "A.i := i - 1; assume A.(i > 3);"))?.verdict).toBe("proved");
    expect(judged(counting("i > 0", "A.i := i - 1;").replace("A -> B : done;", "A -> B : done; assume B.(y == 1);"))?.verdict).toBe("vacuous");
  });
  test("without fairness all others may be passed over for ever", () => {
    const text = `role A { x: int = any; b: bool = false; } role B { y: int = 0; }
      choreography M(A, B) { B.y := 1; while A.true { A.x := x + 1; } } property P of M = eventually B.y == 1;`;
    expect(judged(text)?.verdict).toBe("proved");
    expect(judged(text)?.assumptions.join()).toMatch(/weak fairness/);
    expect(judged(text, "P", "no-fairness")?.verdict).toBe("unknown");
  });
  test("what is true of two roles in one order of the steps need not come in another", () => {
    const text = `role A { x: int = any 0..3; } role B { y: int = 0; }
      choreography M(A, B) { A.x := 5; B.y := 1; A.x := 6; B.y := 2; }
      property P of M = eventually A.x == 6 and B.y == 1;
      property Q of M = eventually A.x == 6 and B.y == 2;
      property R of M = eventually A.x == 5 or B.y == 1;`;
    expect(judged(text)?.verdict).toBe("unknown");
    expect(judged(text, "Q")?.verdict).toBe("proved");
    expect(judged(text, "R")?.verdict).toBe("proved");
  });
  test("a formula without a truth value before it is true", () => {
    const text = (formula: string): string =>
      `role A { x: int = any 0..3; z: int = 0; } choreography M(A) { A.z := x + 1; } property P of M = eventually ${formula};`;
    expect(judged(text("6 / A.z >= 1"))?.verdict).toBe("error");
    expect(judged(text("A.z == 0 or 6 / A.z >= 1"))?.verdict).toBe("proved");
  });
});

test("terminating, and what leads to something", () => {
  const text = `${counting("i > 0", "A.i := i - 1;", "A.i == 1 leads to B at end")} expect M with weak-fairness : terminating;`;
  expect(judged(text)?.verdict).toBe("proved");
  expect(judged(text, "terminating")?.verdict).toBe("proved");
  expect(judged(text.replace("A.i == 1 leads", "B.y < 0 leads"))?.verdict).toBe("vacuous");
});

describe("a run that ends without what something leads to", () => {
  const text = (formula: string): string => `role A { i: int = any; done: int = 0; } role B { y: int = 0; }
    choreography M(A, B) { if A.(i > 3) { A -> B : go; A.done := 1; A.i -> B.y; A.done := 2; } else { A -> B : no; } } property P of M = ${formula};`;
  test("counts only where that was true", () => {
    expect(judged(text("A.i > 3 leads to B.y > 3"))?.verdict).toBe("proved");
    expect(judged(text("A.i > 4 leads to B.y > 4"))?.verdict).toBe("proved");
    expect(judged(text("A.i > 2 leads to B.y > 3"))?.verdict).toBe("violated");
    expect(judged(text("A.i > 3 leads to B.y > 4"))?.verdict).toBe("violated");
  });
  test("may have had it in between, if one role sees both", () => {
    expect(judged(text("A.i > 3 and A.done == 0 leads to A.done == 1"))?.verdict).toBe("proved");
    expect(judged(text("A.done == 2 leads to A.done == 1"))?.verdict).toBe("violated");
  });
});
