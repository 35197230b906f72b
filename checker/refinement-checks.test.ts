import { expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "./judge.ts";

const shop = (price: string): string => `role Buyer { paid: (int where value > 0) = 1; }
role Seller { price: int = any ${price}; }
choreography main(Buyer, Seller) { Seller.price -> Buyer.paid; }`;

const endpoints = (price: string): string => `role Buyer { paid: (int where value > 0) = 1; } role Seller;
process Cheap plays Seller { Buyer!price(${price}); }
process Pays plays Buyer { Seller?price(paid); }
system S { Buyer = Pays; Seller = Cheap; }`;

function verdictsOf(text: string, checkRefinements: boolean): readonly string[] {
  const { verdicts } = verifyModel(analyseText(text), { checkRefinements });
  return verdicts.filter(({ property }) => property === "assert").map(({ verdict }) => verdict);
}

test("what is received is checked where that is asked for", () => {
  expect(verdictsOf(shop("0..5"), true)).toEqual(["violated"]);
  expect(verdictsOf(shop("1..5"), true)).toEqual(["proved"]);
  expect(verdictsOf(shop("0..5"), false)).toEqual([]);
});

test("what hand-written endpoints are sent is checked, too", () => {
  expect(verdictsOf(endpoints("0"), true)).toEqual(["violated"]);
  expect(verdictsOf(endpoints("3"), true)).toEqual(["proved"]);
});

test("what is passed to a parameter is checked", () => {
  const text = (given: string): string => `type Share = int where value >= 0 and value <= 100;
role A { left: int = ${given}; }
choreography Use(A; share: Share at A) { A.left := share; }
choreography main(A) { call Use(A; left); }`;
  expect(verdictsOf(text("101"), true)).toContain("violated");
  expect(verdictsOf(text("100"), true)).not.toContain("violated");
});

test("nothing is assumed any more of what is checked", () => {
  const assumptions = (checkRefinements: boolean): readonly string[] =>
    verifyModel(analyseText(shop("1..5")), { checkRefinements }).verdicts.flatMap((one) => one.assumptions.filter((text) => text.includes("refinements")));
  expect(assumptions(false)).not.toEqual([]);
  expect(assumptions(true)).toEqual([]);
});
