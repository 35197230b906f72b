import { describe, expect, test } from "vitest";
import { systemsOf } from "./systems-of-text.ts";
import { isTotal } from "./totality.ts";

const total = (statement: string, declarations = ""): boolean => {
  const { model } = systemsOf(`role A { x: int = any; xs: list<int> = [1]; o: option<int> = none; } ${declarations} choreography main(A) { ${statement} }`);
  return isTotal(model, "main");
};

describe("what cannot fail", () => {
  test.each([
    ["arithmetic", "A.x := x * x + 3 - x;"],
    ["division by a literal", "A.x := x / 2 % 3;"],
    ["total built-in functions", "A.xs := append(sort(xs), unwrap_or(o, sum(xs)));"],
    ["conditions, assertions and choices", "assert A.(x > 0 or x <= 0); if A.(x == 0) { A.x := 1; } else { choose A { A.x := 2; } or { A.x := any 0..9; } }"],
  ])("%s", (_what, statement) => {
    expect(total(statement)).toBe(true);
  });
  test("functions without body, and declared ones of total bodies", () => {
    expect(total("A.x := f(g(x));", "fn f(n: int): int ensures result > n; fn g(n: int): int = n + 1;")).toBe(true);
  });
});

describe("what can", () => {
  test.each([
    ["division", "A.x := 1 / x;"],
    ["remainder by zero", "A.x := x % 0;"],
    ["the index of a list", "A.x := xs[0];"],
    ["the head of a list, inside something else", "A.x := 1 + head(xs);"],
    ["an option's content", "A.x := unwrap(o);"],
    ["a power", "A.x := power(2, x);"],
    ["a bound of a range", "A.x := any 0..(10 / x);"],
    ["what stands in a loop", "while A.(x > 0) { A.x := 1 / x; }"],
  ])("%s", (_what, statement) => {
    expect(total(statement)).toBe(false);
  });
  test("a declared function with a precondition, or with a partial body", () => {
    expect(total("A.x := f(x);", "fn f(n: int): int requires n > 0 = n;")).toBe(false);
    expect(total("A.x := g(x);", "fn f(n: int): int = 1 / n; fn g(n: int): int = f(n) + 1;")).toBe(false);
  });
});
