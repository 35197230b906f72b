/** The text of terms: as SMT-LIB writes it, linear in what is shared, and never deep. */
import { describe, expect, test } from "vitest";
import { boolSort, intSort, newTerms, printSort, printSymbol, printTerm } from "./index.ts";
import type { Term } from "./index.ts";

/** Parentheses within each other. */
function nesting(text: string): number {
  let [open, most] = [0, 0];
  for (const character of text) {
    if (character === "(") open += 1;
    else if (character === ")") open -= 1;
    most = Math.max(most, open);
  }
  return most;
}

describe("text", () => {
  const terms = newTerms();
  const [x, y] = [terms.symbol("x", intSort), terms.symbol("y", intSort)];
  const colour = { kind: "enumeration", name: "colour", members: ["red", "dark blue"] } as const;
  test.each<readonly [string, Term, string]>([
    ["negative numbers", terms.subtract(x, terms.integer(-3)), "(- x (- 3))"],
    ["words", terms.bits("bvadd", terms.word(-2, 4), terms.symbol("w", { kind: "bits", width: 4 })), "(bvadd #b1110 w)"],
    ["quoted names", terms.equal(terms.member(colour, "dark blue"), terms.symbol("c", colour)), "(= |dark blue| c)"],
    ["operators with numbers", terms.extend(terms.extract(terms.symbol("v", { kind: "bits", width: 4 }), 2, 1), 3), "((_ sign_extend 1) ((_ extract 2 1) v))"],
    ["calls", terms.call({ name: "f", domain: [intSort], range: intSort }, x), "(f x)"],
    ["constants as functions", terms.call({ name: "k", domain: [], range: intSort }), "k"],
    ["quantifiers", terms.forAll([x, y], terms.less(x, y)), "(forall ((x Int) (y Int)) (< x y))"],
    ["what is shared", terms.less(terms.add(x, y), terms.multiply(terms.add(x, y), y)), "(let ((?1 (+ x y))) (< ?1 (* ?1 y)))"],
    [
      "within a quantifier",
      terms.and(terms.less(terms.add(x, y), x), terms.exists([x], terms.less(terms.add(x, y), terms.multiply(terms.add(x, y), x)))),
      "(and (< (+ x y) x) (exists ((x Int)) (let ((?1 (+ x y))) (< ?1 (* ?1 x)))))",
    ],
  ])("%s", (_, term, text) => {
    expect(printTerm(term)).toBe(text);
  });

  test("sorts", () => {
    expect(printSort({ kind: "array", index: { kind: "bits", width: 2 }, element: { kind: "opaque", name: "a b" } })).toBe("(Array (_ BitVec 2) |a b|)");
  });

  test("names that are reserved, or none at all", () => {
    expect(printSymbol("let")).toBe("|let|");
    expect(printSymbol("")).toBe("||");
    expect(printSymbol("1st")).toBe("|1st|");
    expect(() => printSymbol("a|b")).toThrow();
  });
});

test("bindings are in layers: those of one layer use only those before it", () => {
  const terms = newTerms();
  const [x, y] = [terms.symbol("x", intSort), terms.symbol("y", intSort)];
  const [sum, difference] = [terms.add(x, y), terms.subtract(x, y)];
  const product = terms.multiply(sum, difference);
  expect(printTerm(terms.and(terms.less(product, sum), terms.less(difference, product)))).toBe(
    "(let ((?1 (+ x y)) (?2 (- x y))) (let ((?3 (* ?1 ?2))) (and (< ?3 ?1) (< ?2 ?3))))",
  );
});

test("a tower of sums of a thing with itself has a short text", () => {
  const terms = newTerms();
  let tower: Term = terms.symbol("x", intSort);
  for (let height = 0; height < 1_000; height += 1) tower = terms.add(tower, tower);
  expect(printTerm(terms.less(tower, terms.integer(0))).length).toBeLessThan(40_000);
});

test("ten thousand operations within each other are printed in layers of bounded depth", () => {
  const terms = newTerms();
  const p = terms.symbol("p", boolSort);
  let chain: Term = terms.symbol("x", intSort);
  for (let height = 0; height < 10_000; height += 1) chain = terms.ite(p, terms.integer(height), terms.subtract(chain, terms.integer(1)));
  const text = printTerm(terms.less(chain, terms.integer(0)));
  expect(text.length).toBeLessThan(500_000);
  expect(nesting(text)).toBeLessThan(400);
});
