/** Scripts: declarations before use, names of assertions that clash with nothing, the same text for the same query. */
import { describe, expect, test } from "vitest";
import { boolSort, intSort, newTerms } from "../terms/index.ts";
import type { Sort, Term, Terms } from "../terms/index.ts";
import { scriptOf } from "./script.ts";

const colour: Sort = { kind: "enumeration", name: "colour", members: ["red", "dark blue"] };
const thing: Sort = { kind: "opaque", name: "thing" };

test("sorts, functions and constants are declared in the order of first use", () => {
  const terms = newTerms();
  const shelf = terms.symbol("shelf", { kind: "array", index: intSort, element: thing });
  const weight = { name: "weight", domain: [thing], range: intSort };
  const heavy = terms.less(terms.integer(10), terms.call(weight, terms.select(shelf, terms.symbol("place", intSort))));
  const red = terms.equal(terms.symbol("a colour", colour), terms.member(colour, "red"));
  const query = { name: "q", logic: "ALL", assertions: [{ term: heavy }, { term: red, name: "it is |red|" }], values: [terms.symbol("more", boolSort)] };
  const { text, names } = scriptOf(query);
  expect(text).toBe(`(set-option :produce-models true)
(set-option :produce-unsat-cores true)
(set-logic ALL)
(declare-sort thing 0)
(declare-datatypes ((colour 0)) (((red) (|dark blue|))))
(declare-fun weight (thing) Int)
(declare-fun shelf () (Array Int thing))
(declare-fun place () Int)
(declare-fun |a colour| () colour)
(declare-fun more () Bool)
(assert (< 10 (weight (select shelf place))))
(assert (! (= |a colour| red) :named ?assertion-1))
(check-sat)
`);
  expect(names).toEqual(new Map([["?assertion-1", "it is |red|"]]));
});

test("what a quantifier binds is not declared, but its sort is; beside it the same name is free", () => {
  const terms = newTerms();
  const [x, y] = [terms.symbol("x", thing), terms.symbol("y", intSort)];
  const all = terms.forAll([x], terms.equal(terms.call({ name: "f", domain: [thing], range: intSort }, x), y));
  expect(scriptOf({ name: "q", assertions: [{ term: all }] }).text).not.toContain("declare-fun x");
  const beside = terms.and(all, terms.equal(x, terms.symbol("z", thing)));
  expect(scriptOf({ name: "q", assertions: [{ term: beside }] }).text).toContain("(declare-fun x () thing)");
});

test("the text is a function of the query, not of when its terms were made", () => {
  const make = (terms: Terms): Term => terms.and(terms.less(terms.symbol("x", intSort), terms.symbol("y", intSort)), terms.symbol("p", boolSort));
  const other = newTerms();
  other.symbol("p", boolSort);
  other.symbol("z", intSort);
  const text = (term: Term): string => scriptOf({ name: "q", assertions: [{ term }] }).text;
  expect(text(make(other))).toBe(text(make(newTerms())));
});

describe("a name that means two things is a mistake of ours", () => {
  const terms = newTerms();
  const call = (name: string, range: Sort): Term => terms.call({ name, domain: [], range }, ...[]);
  test.each<readonly [string, readonly Term[]]>([
    ["a constant and a function", [terms.symbol("f", boolSort), terms.call({ name: "f", domain: [boolSort], range: boolSort }, terms.true)]],
    ["a member and a constant", [terms.equal(terms.symbol("c", colour), terms.member(colour, "red")), terms.symbol("red", boolSort)]],
    [
      "two enumerations of one name",
      [terms.equal(terms.symbol("d", { ...colour, members: ["x"] }), terms.symbol("e", colour)), terms.equal(call("k", colour), terms.symbol("c", colour))],
    ],
  ])("%s", (_, assertions) => {
    expect(() => scriptOf({ name: "q", assertions: assertions.map((term) => ({ term })) })).toThrow("declared in two ways");
  });
});
