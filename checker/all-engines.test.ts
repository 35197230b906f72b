import { describe, expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { judgedByAllEngines } from "./all-engines.ts";
import { verifyModel } from "./judge.ts";
import type { EngineChoice } from "./options.ts";
import type { Verdict } from "./verdict.ts";

const shop = `role Buyer { wants: int = any 0..4; } role Seller { stock: int = 3; }
choreography Shop(Buyer, Seller) {
  Buyer.wants -> Seller.n;
  Seller.stock := stock - n;
  Seller.stock -> Buyer.left;
}
property NoOversell of Shop = always Seller.stock >= 0;
property Sum of Shop = finally Buyer.wants + Seller.stock == 3;
`;

/** The verdicts of the shop, where one engine is changed. */
function shopWith(change: (engine: EngineChoice, verdict: Verdict) => Verdict): readonly Verdict[] {
  const analysis = analyseText(shop);
  return judgedByAllEngines((engine) => verifyModel(analysis, { engine }).verdicts.map((verdict) => change(engine, verdict)));
}

const sumOf = (verdicts: readonly Verdict[]): Verdict | undefined => verdicts.find(({ property }) => property === "Sum");

describe("all engines together", () => {
  test("judge what one of them judges, and tell the opinions of the others", () => {
    const { verdicts, exitCode } = verifyModel(analyseText(shop), { engine: "all" });
    expect(verdicts.map(({ property, verdict }) => [property, verdict])).toEqual(
      verifyModel(analyseText(shop)).verdicts.map(({ property, verdict }) => [property, verdict]),
    );
    expect(sumOf(verdicts)?.evidence).toEqual([
      "20 states and 15 moves were explored, all there are",
      "5 final states were judged",
      "another opinion: the rules: proved, 30 states",
      "another opinion: explicit: proved, 30 states",
      "another opinion: no engine: unknown (there is no solver)",
    ]);
    expect(exitCode).toBe(1);
  });

  test.each(["head-first", "rules", "explicit"] as const)("disagree where %s is wrong", (wrong) => {
    const verdicts = shopWith((engine, verdict) => (engine === wrong && verdict.property === "Sum" ? { ...verdict, verdict: "violated" } : verdict));
    expect(sumOf(verdicts)).toMatchObject({ verdict: "disagreement" });
    expect(sumOf(verdicts)?.reason).toContain("violated");
    expect(verdicts.filter(({ verdict }) => verdict === "disagreement")).toHaveLength(1);
  });

  test("know what one of them knows", () => {
    const verdicts = shopWith((engine, verdict) => (engine === "explicit" ? verdict : { ...verdict, verdict: "unknown", reason: "cut short" }));
    expect(sumOf(verdicts)).toMatchObject({ verdict: "proved", method: "explicit" });
    expect(sumOf(verdicts)?.evidence).toContain("another opinion: head-first: unknown, 20 states (cut short)");
  });

  test("keep the disagreement that one of them has found by itself", () => {
    const verdicts = shopWith((engine, verdict) => (engine === "rules" ? { ...verdict, verdict: "disagreement", reason: "it does not replay" } : verdict));
    expect(sumOf(verdicts)).toMatchObject({ verdict: "disagreement", reason: "it does not replay" });
  });
});
