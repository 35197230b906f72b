import { describe, expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "./judge.ts";
import type { VerifyOptions } from "./options.ts";
import type { Verdict } from "./verdict.ts";

/** Two counters side by side that a third role adds up: 2,300 states and more. */
const many = `role A { n: int = 0; } role B { n: int = 0; } role C { sum: int = 0; }
process Up plays A { loop L { select { when n < 46: skip do { n := n + 1; } when n == 46: C!done => { break L; } } } }
process Too plays B { loop L { select { when n < 46: skip do { n := n + 1; } when n == 46: C!done => { break L; } } } }
process Add plays C { A?done; sum := sum + 1; B?done; sum := sum + 1; }
system S { A = Up; B = Too; C = Add; }
property Below of S = always A.n + B.n < 92;
property Ends of S = finally C.sum == 2;
expect S : deadlock-free, orphan-free;`;

function verdicts(options: VerifyOptions): ReadonlyMap<string, Verdict> {
  const analysis = analyseText(many);
  expect(analysis.diagnostics).toEqual([]);
  return new Map(verifyModel(analysis, options).verdicts.map((verdict) => [verdict.property, verdict]));
}

const figures = (found: ReadonlyMap<string, Verdict>): readonly unknown[] =>
  [...found.values()].map(({ property, verdict, states, transitions, counterexample }) => [
    property,
    verdict,
    states,
    transitions,
    counterexample?.steps.length,
  ]);

describe("the engine of a large network", () => {
  test("is generated code, unless the rules are asked for; both find the same", () => {
    const [auto, rules, explicit] = [verdicts({}), verdicts({ engine: "rules" }), verdicts({ engine: "explicit" })];
    expect([auto, rules, explicit].map((found) => found.get("Below")?.method)).toEqual(["explicit", "network", "explicit"]);
    expect(rules.get("Below")).toMatchObject({ verdict: "violated" });
    expect(figures(auto)).toEqual(figures(rules));
    expect(figures(explicit)).toEqual(figures(rules));
  });
  test("compared with the rules agrees", () => {
    const found = verdicts({ paranoid: true }).get("Ends");
    expect(found).toMatchObject({ verdict: "proved", method: "explicit" });
    expect(found?.evidence.join()).toContain("an exploration by the rules of the calculus agrees: proved");
  });
  test("reduced says by what, and never that it saw everything", () => {
    const found = verdicts({ engine: "explicit", reduction: ["persistent"], property: "Ends" }).get("Ends");
    expect(found).toMatchObject({ verdict: "proved", method: "explicit" });
    expect(found?.theorem).toContain("persistent sets");
    expect(found?.evidence.join()).not.toContain("all there are");
  });
  test("that keeps hashes only claims less", () => {
    const found = verdicts({ engine: "explicit", approximate: "hash-compaction" });
    expect(found.get("Ends")).toMatchObject({ verdict: "verified-up-to" });
    expect(found.get("Ends")?.reason).toContain("left out with a probability");
    expect(found.get("Below")).toMatchObject({ verdict: "violated" });
  });
  test("that meets its limits does not know, and says how far it came", () => {
    expect(verdicts({ engine: "explicit", maxStates: 50 }).get("Ends")).toMatchObject({
      verdict: "unknown",
      states: 50,
      reason: "the limit of 50 states was reached",
    });
    const stopped = verdicts({ engine: "explicit", shouldStop: () => "time is up" }).get("Ends");
    expect(stopped).toMatchObject({ verdict: "unknown", reason: "time is up" });
  });
});
