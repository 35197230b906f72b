import { afterAll, describe, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import { verifyModel } from "../../judge.ts";
import type { FileReport } from "../../verdict.ts";
import { chooseSolver } from "../backends/index.ts";

const solver = chooseSolver("wasm");
afterAll(() => {
  solver.close();
});

const judge = (text: string): FileReport => verifyModel(analyseText(text), { engine: "smt", solver, ignoreExpect: true });
const outcomes = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(judge(text).verdicts.map(({ property, verdict }) => [property, verdict]));

describe("without loops", () => {
  const doubling = (assertion: string): string => `role A { x: int = any; } role B { y: int = 0; }
    choreography M(A, B) { A.x -> B.z; B.y := z * 2; B.y -> A.r; assert A.(${assertion}); }
    property Double of M = finally B.y == 2 * A.x;
    property Positive of M = always B.y >= 0;`;
  test("all values are looked at at once", () => {
    expect(outcomes(doubling("r == x + x"))).toMatchObject({
      assert: "proved",
      Double: "proved",
      Positive: "violated",
      "no-failure": "proved",
      "deadlock-free": "proved",
    });
  });
  test("what is found is replayed, and shown with what was chosen", () => {
    const found = judge(doubling("r != 14")).verdicts.find(({ property }) => property === "assert");
    expect(found?.verdict).toBe("violated");
    expect(found?.counterexample?.initial).toMatchObject([{ variable: "A.x", value: 7n }]);
  });
  test("division is Euclid's, and fails for zero", () => {
    const text = (range: string): string => `role A { x: int = any; d: int = any ${range}; }
      choreography M(A) { A.q := x / d; A.r := x % d; assert A.(r >= 0 and q * d + r == x); }`;
    expect(outcomes(text("2..3"))).toMatchObject({ assert: "proved", "no-failure": "proved" });
    expect(outcomes(text("where value != 1"))).toMatchObject({ "no-failure": "violated" });
  });
  test("a branch has its condition, and the other one has not", () => {
    const text = (bound: string): string => `role A { x: int = any; y: int = 0; }
      choreography M(A) { if A.(x > 10) { A.y := x; } else { A.y := 10 - x; } assert A.(y >= ${bound}); }`;
    expect(outcomes(text("0"))["assert"]).toBe("proved");
    expect(outcomes(text("1"))["assert"]).toBe("violated");
  });
  test("what nobody reaches proves nothing", () => {
    const text = `role A { x: int = any; }
      choreography M(A) { assume A.(x > x + 1); assert A.(x == 0); }
      property Late of M = finally A.x == 0;`;
    expect(outcomes(text)).toMatchObject({ assert: "vacuous", Late: "vacuous" });
  });
  test("a choice without a value is told", () => {
    const text = `role A { x: int = any; y: int = 0; } choreography M(A) { A.y := any int where value > 0 and value < 1; assert A.(y == 7); }`;
    expect(outcomes(text)["assert"]).toBe("vacuous");
  });
});

describe("choices from ranges whose bounds depend on variables", () => {
  const text = (first: string, asserted: string): string => `role A { low: int = any; high: int = any; p: int = 0; } role B { q: int = 0; }
    choreography M(A, B) { ${first} A.p := any low..high; A.p -> B.q; assert A.(${asserted}); }
    property Between of M = finally A.p == B.q;`;
  const ordered = "assume A.(low <= high);";
  test("have every value between them, and no other", () => {
    expect(outcomes(text(ordered, "low <= p and p <= high"))).toMatchObject({ assert: "proved", "no-failure": "proved", "deadlock-free": "proved" });
    expect(outcomes(text(ordered, "low < p"))["assert"]).toBe("violated");
    expect(outcomes(text(ordered, "p < high"))["assert"]).toBe("violated");
  });
  test("prove nothing where there may be none", () => {
    expect(outcomes(text("", "low <= p and p <= high"))).toMatchObject({ assert: "vacuous", "no-failure": "vacuous" });
    expect(outcomes(text("", "p < high"))["assert"]).toBe("violated");
  });
  test("in a loop have some by an invariant", () => {
    const loop = `role A { low: int = 0; high: int = any where value >= 0; } role B { q: int = 0; }
      choreography M(A, B) { loop L { A.low := any low..high; A.low -> B.q; assert A.(low <= high); } }`;
    expect(outcomes(loop)).toMatchObject({ assert: "proved", "no-failure": "proved" });
  });
});

describe("what ends runs early proves nothing", () => {
  test("a function whose contract allows no answer", () => {
    const text = (bound: string): string => `fn f(x: int): int ensures result > x and result < ${bound};
      role A { x: int = any 0..3; y: int = 0; } choreography M(A) { A.y := f(x); assert A.(y == 77); }
      property Never of M = always A.y == 0;`;
    expect(outcomes(text("x + 1"))).toMatchObject({ assert: "unknown", Never: "unknown", "no-failure": "unknown", "deadlock-free": "unknown" });
    expect(outcomes(text("x + 2"))).toMatchObject({ assert: "violated", Never: "violated", "no-failure": "proved", "deadlock-free": "proved" });
  });
  test.each([
    ["any int where value > 3 and value < 4", "vacuous"],
    ["any int where value * 2 == 7", "vacuous"],
    ["any int where value * 2 == 8", "proved"],
  ])("a choice that may have no value in one of two branches: %s", (domain, outcome) => {
    const text = `role A { b: bool = any; s: string = "a"; y: int = 0; }
      choreography M(A) { A.s := any string where value == "a" or value == "b"; if A.b { A.y := ${domain}; } else { A.y := any 0..3; } assert A.(y >= 0); }`;
    expect(outcomes(text)["assert"]).toBe(outcome);
  });
  test("a false assumption that ends all runs", () => {
    const text = (rest: string): string => `role A { x: int = any 0..3; } role B { y: int = 0; }
      choreography M(A, B) { assume A.(x > x); ${rest} A.x -> B.y; } property P of M = always A.x <= 3;`;
    expect(outcomes(text(""))["P"]).toBe("vacuous");
    expect(outcomes(text("").replace("x > x", "x > 1"))["P"]).toBe("proved");
  });
  test("a formula without a value", () => {
    const text = `role A { x: int = any 0..3; y: int = 0; } choreography M(A) { A.y := x; }
      property P of M = always 6 / A.x >= 1; property W of M = witness 6 / A.x >= 6; property Q of M = always A.x == 0 or 6 / A.x >= 2;`;
    expect(outcomes(text)).toMatchObject({ P: "error", W: "error", Q: "proved" });
  });
  test("names of the program are not those of the encoding", () => {
    const text = `role A { pick: bool = false; n: int = any 0..2; b: bool = any; }
      choreography M(A) { loop L { if A.b { A.pick := any bool; A.b := any bool; continue L; } else { break L; } } assert A.(n <= 2); }`;
    expect(outcomes(text)["assert"]).toBe("proved");
  });
});

describe("roles that are ignored", () => {
  test.each([
    ["a loop that diverges", "role A { x: int = any; } role B { b: bool = false; } choreography M(A, B) { while A.true { A.x := x + 1; } assert B.b; }"],
    ["a failure", "role A { x: int = any; y: int = 0; } role B { b: bool = false; } choreography M(A, B) { A.y := x / 0; assert B.b; }"],
    ["a false assumption", "role A { x: int = any; } role B { b: bool = false; } choreography M(A, B) { assume A.(x > x); assert B.b; }"],
    [
      "a recursion that diverges",
      "role A { x: int = any; } role B { b: bool = false; } choreography L(A) { A.x := x + 1; call L(A); } choreography main(A, B) { call L(A); assert B.b; }",
    ],
  ])("%s hides nothing of what the others do", (_, text) => {
    expect(Object.values(judge(text).verdicts.filter(({ property }) => property === "assert")).map(({ verdict }) => verdict)).toContain("violated");
  });
});

describe("loops", () => {
  const counting = (step: string, assertion: string): string => `role A { n: int = any where value >= 0; i: int = 0; } role B { seen: int = 0; }
    choreography M(A, B) {
      while A.(i < n) { A.i -> B.k : next; B.seen := seen + 1; A.i := i + ${step}; }
      A -> B : done;
      assert A.(${assertion});
    }
    property Same of M = always A.i <= A.n;`;
  test("an invariant is found", () => {
    expect(outcomes(counting("1", "i == n"))).toMatchObject({ assert: "proved", Same: "proved" });
  });
  test("what breaks it is found, too", () => {
    expect(outcomes(counting("2", "i == n"))).toMatchObject({ assert: "violated", Same: "violated" });
  });
  test("a relation between roles is found", () => {
    const text = `role A { left: int = any where value >= 0; spent: int = 0; limit: int = 0; } role B { sold: int = 0; }
      choreography M(A, B) {
        A.limit := left;
        while A.(left > 0) { A -> B : buy; B.sold := sold + 1; A.left := left - 1; A.spent := spent + 1; }
        A -> B : stop;
        assert A.(spent == limit);
      }
      property Sum of M = finally B.sold == A.spent;`;
    expect(outcomes(text)).toMatchObject({ assert: "proved", Sum: "proved" });
  });
  test("the method is named", () => {
    const [found] = judge(counting("1", "i == n")).verdicts.filter(({ property }) => property === "assert");
    expect(found?.evidence.join()).toMatch(/induction|Horn/);
  });
});

test("the invariants of a proof are in its evidence, as formulas", () => {
  const text = `role A { left: int = any where value >= 0; spent: int = 0; limit: int = 0; }
    choreography M(A) {
      A.limit := left;
      while A.(left > 0) { A.left := left - 1; A.spent := spent + 1; }
      assert A.(spent == limit);
    }`;
  const found = judge(text).verdicts.find(({ property }) => property === "assert");
  expect(found?.technique).toMatch(/^k-induction with invariants, k = /);
  expect(found?.evidence.join("\n")).toMatch(/whenever a run is at location \d+ .*: .*A[.]left [+] A[.]spent <= A[.]limit/);
});

test("`A.x` is a variable of the call that a role is in, not of its caller", () => {
  const text = `role A { n: int = any; } role B { t: int = 0; }
    choreography Inner(A, B) { A -> B : tick; B.t := 1; A -> B : tock; }
    choreography main(A, B) { A.n -> B.k; call Inner(A, B); B.t := 2; B.k -> A.back; }
    property Hidden of main = always B.t == 1 implies B.k is set;
    property Back of main = always B.t == 2 implies B.k is set;`;
  expect(outcomes(text)).toMatchObject({ Hidden: "violated", Back: "proved" });
});
