import { describe, expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "./judge.ts";
import type { VerifyOptions } from "./options.ts";
import type { FileReport, Verdict } from "./verdict.ts";

const judge = (text: string, options: VerifyOptions = {}): FileReport => verifyModel(analyseText(text), options);
const verdict = (report: FileReport, property: string): Verdict => {
  const found = report.verdicts.find((one) => one.property === property);
  if (found === undefined) throw new Error(`no verdict on ${property}: ${report.verdicts.map((one) => one.property).join(", ")}; ${report.diagnostics.map((one) => one.message).join()}`); // prettier-ignore
  return found;
};

const shop = `role Buyer { wants: int = any 0..4; } role Seller { stock: int = 3; }
choreography Shop(Buyer, Seller) {
  Buyer.wants -> Seller.n;
  Seller.stock := stock - n;
  Seller.stock -> Buyer.left;
}
property NoOversell of Shop = always Seller.stock >= 0;
property Sum of Shop = finally Buyer.wants + Seller.stock == 3;
`;

describe("a file without expectations", () => {
  const report = judge(shop);
  test("is asked for what every choreography is asked, and for its properties", () => {
    expect(report.verdicts.map(({ property, verdict: outcome }) => [property, outcome])).toEqual([
      ["well-typed", "proved"],
      ["projectable", "proved"],
      ["no-failure", "proved"],
      ["deadlock-free", "proved"],
      ["NoOversell", "violated"],
      ["Sum", "proved"],
    ]);
    expect(report.exitCode).toBe(1);
  });
  test("says by which method, on which theorem, within which bounds", () => {
    expect(verdict(report, "Sum")).toMatchObject({ method: "head-first", network: "fifo", faults: "none", bounds: { maxStates: 200_000 } });
    expect(verdict(report, "Sum").theorem).toContain("persistent set");
    expect(verdict(report, "projectable").method).toBe("projection");
  });
  test("shows a minimal counterexample that was replayed", () => {
    const { counterexample } = verdict(report, "NoOversell");
    expect(counterexample).toMatchObject({
      kind: "violation",
      message: "step 3: Seller makes `Seller.stock >= 0` false (Seller.stock = -1)",
      role: "Seller",
      step: 3,
      conjunct: { text: "Seller.stock >= 0", bindings: [{ variable: "Seller.stock", text: "-1" }] },
      initial: [{ variable: "Buyer.wants", text: "4" }],
      reproduce: "choreo-verify verify input.choreo --property NoOversell",
    });
    expect(counterexample?.steps.map(({ text }) => text)).toEqual(["Buyer sends (4) to Seller", "Seller receives (4) from Buyer", "Seller takes a local step"]);
    expect(counterexample?.trace.steps).toHaveLength(3);
  });
});

describe("expectations", () => {
  test("an expected violation that replays is met", () => {
    const report = judge(`${shop}expect NoOversell : violated;\nexpect Shop : projectable, orphan-free;`);
    expect(report.expectations.map(({ line, subject, item, expected, actual, met }) => [line, subject, item, expected, actual, met])).toEqual([
      [9, "NoOversell", "NoOversell", "violated", "violated", true],
      [10, "Shop", "projectable", "proved", "proved", true],
      [10, "Shop", "orphan-free", "proved", "proved", true],
    ]);
    expect(report.exitCode).toBe(0);
  });
  test("an unmet one is a finding, although the property holds", () => {
    expect(judge(`${shop}expect NoOversell : violated;\nexpect Sum : violated;`)).toMatchObject({ exitCode: 1, expectations: [{ met: true }, { met: false }] });
  });
  test("can be ignored for raw verdicts", () => {
    expect(judge(`${shop}expect NoOversell : violated;`, { ignoreExpect: true })).toMatchObject({ exitCode: 1, expectations: [] });
  });
  test("of another property than the one asked for are left alone", () => {
    const report = judge(`${shop}expect NoOversell : violated;\nexpect Sum : violated;`, { property: "NoOversell" });
    expect(report.verdicts.map(({ property }) => property)).toEqual(["NoOversell"]);
    expect(report.exitCode).toBe(0);
  });
});

describe("one property asked for", () => {
  test("may be a built-in item that nothing else asks for", () => {
    expect(judge(shop, { property: "orphan-free" }).verdicts.map(({ property, verdict: outcome }) => [property, outcome])).toEqual([["orphan-free", "proved"]]);
  });
  test("that does not exist is no success", () => {
    expect(judge(shop, { property: "NoOversel" })).toMatchObject({ exitCode: 2, verdicts: [], diagnostics: [{ code: "unknown-property" }] });
  });
});

describe("expected errors", () => {
  const illTyped = `role A { x: int = 0; }\nchoreography main(A) {\n  A.x := true;\n}\n`;
  test("excuse the diagnostics that they name", () => {
    expect(judge(`${illTyped}expect error type-mismatch at line 3;`)).toMatchObject({ exitCode: 0, diagnostics: [], expectedDiagnostics: [{ code: "type-mismatch" }] }); // prettier-ignore
  });
  test("are unmet at another line, and then the diagnostic counts too", () => {
    expect(judge(`${illTyped}expect error type-mismatch at line 4;`)).toMatchObject({ exitCode: 1, expectations: [{ met: false, actual: "type-mismatch at line 3" }] }); // prettier-ignore
  });
  test("are unmet in a file without errors", () => {
    expect(judge(`${shop}expect error type-mismatch;\nexpect NoOversell : violated;`)).toMatchObject({ exitCode: 1 });
  });
  test("can be said as a verdict on well-typed", () => {
    const report = judge(`${illTyped}expect main : well-typed = violated;`);
    expect(report).toMatchObject({ exitCode: 0, verdicts: [{ property: "well-typed", verdict: "violated", diagnostics: [{ code: "type-mismatch" }] }] });
  });
  test("are input errors where the text cannot be read", () => {
    expect(judge("choreography main( {").exitCode).toBe(2);
  });
});

describe("an unprojectable choreography", () => {
  const silent = `role A { x: int = any 0..1; } role B { y: int = 0; }
choreography main(A, B) { if A.(x == 0) { B.y := 1; } else { B.y := 2; } }
property P = always B.y >= 0;
`;
  test("is a finding, and what needs its network is undecided", () => {
    const report = judge(silent);
    expect(report).toMatchObject({ exitCode: 1, diagnostics: [{ code: "unmergeable-branches" }] });
    expect(verdict(report, "projectable").verdict).toBe("violated");
    expect(verdict(report, "P")).toMatchObject({ verdict: "unknown", reason: "main is not projectable, so it has no network" });
  });
  test("is in order where it is expected, by verdict or by error", () => {
    const text = silent.replace("property P = always B.y >= 0;", "");
    expect(judge(`${text}expect main : projectable = violated;`)).toMatchObject({ exitCode: 0, diagnostics: [] });
    expect(judge(`${text}expect error unmergeable-branches at B;`)).toMatchObject({ exitCode: 0, diagnostics: [] });
    expect(judge(`${text}expect error unmergeable-branches at A;`).expectations).toMatchObject([{ met: false }]);
  });
});

describe("verdicts that claim less", () => {
  const counter = `role A { x: int = 0; } role B { y: int = 0; }
choreography main(A, B) { loop Up { A.x := x + 1; A.x -> B.y; } }
property Low = always A.x >= 0;
`;
  test("a limit gives unknown and names itself; deadlock freedom holds by design all the same", () => {
    const report = judge(counter, { maxStates: 20 });
    expect(verdict(report, "Low")).toMatchObject({ verdict: "unknown", reason: "the limit of 20 states was reached" });
    expect(verdict(report, "deadlock-free")).toMatchObject({ verdict: "proved", method: "by-design" });
    expect(report.exitCode).toBe(3);
  });
  test("a bound that was asked for gives verified-up-to, in the network", () => {
    const report = judge(counter, { maxDepth: 6 });
    expect(verdict(report, "Low")).toMatchObject({ verdict: "verified-up-to", method: "network", reason: "for runs of at most 6 steps" });
    expect(report.exitCode).toBe(0);
  });
  test("an interruption gives unknown", () => {
    expect(verdict(judge(counter, { shouldStop: () => "the time limit was reached" }), "Low")).toMatchObject({ verdict: "unknown", reason: "the time limit was reached" }); // prettier-ignore
  });
  test("an infinite domain gives unknown, and yet what is wrong with small values is found", () => {
    const report = judge("role A { x: int = any; } choreography main(A) { A.x := x * x; } property Big = always A.x >= 0; property Small = always A.x < 1;");
    expect(verdict(report, "Small").verdict).toBe("violated");
    expect(judge("role A { x: int = any; } choreography main(A) { A.x := x * x; } property Square = finally A.x >= 0;").verdicts.at(-1)).toMatchObject({
      verdict: "unknown",
      reason: "A.x ranges over infinitely many values",
    });
  });
  test("no initial state, no final state, no way past an assumption: vacuous", () => {
    const property = "property P = always A.x == 7;";
    expect(verdict(judge(`role A { x: int = any 1..0; } choreography main(A) { A.x := 1; } ${property}`.replace("1..0", "0..9 ")), "P").verdict).toBe(
      "violated",
    );
    expect(verdict(judge("role A { x: int = any 0..9; } choreography main(A) { assume A.(x > 9); } property P = never A.x == 10;"), "P")).toMatchObject({
      verdict: "vacuous",
      reason: "every run is cut off by an assumption that is false",
    });
    expect(verdict(judge("role A { x: int = 0; } choreography main(A) { loop L { A.x := 1 - x; } } property P = finally A.x == 5;"), "P")).toMatchObject({
      verdict: "vacuous",
      reason: "no final state is reachable",
    });
  });
  test("an unsatisfiable contract: vacuous, and neither a deadlock nor a witness", () => {
    const report = judge(`fn f(n: int): bool ensures result and not result; role A { b: bool = true; } role B { c: bool = true; }
      choreography main(A, B) { A.b := f(0); A.b -> B.c; } property W = witness B.c == false;`);
    expect(verdict(report, "deadlock-free")).toMatchObject({ verdict: "vacuous", reason: "no value satisfies what is asked of f(0)" });
    expect(verdict(report, "W").verdict).toBe("violated");
  });
  test("a property of whole runs is not proved on a part of them", () => {
    const report = judge(`${counter}property E = eventually A.x > 3;`, { maxStates: 20 });
    expect(verdict(report, "E")).toMatchObject({ verdict: "unknown", fairness: "weak-fairness", reason: "the limit of 20 states was reached" });
  });
});

describe("witnesses and positions are looked for in the whole network", () => {
  test("a witness carries the run that shows it", () => {
    const report = judge(`${shop}property Sold = witness Seller.stock == 0 and not Buyer.left is set;`, { property: "Sold" });
    expect(verdict(report, "Sold")).toMatchObject({ verdict: "proved", method: "network", counterexample: { kind: "witness", step: 3 } });
  });
  test("branches that do the same under different labels are told apart", () => {
    const text = `role A { x: int = 0; }
      choreography main(A) { choose A { A.x := 1; 'left: A.x := 2; } or { A.x := 1; 'right: A.x := 2; } }
      property Left = witness A at 'left; property Right = witness A at 'right;`;
    const report = judge(text);
    expect([verdict(report, "Left").verdict, verdict(report, "Right").verdict]).toEqual(["proved", "proved"]);
  });
});

describe("failures and assertions", () => {
  test("name the role, the reason and what was read", () => {
    const report = judge("role A { x: int = any 0..2; } choreography main(A) { A.x := 6 / x; assert A.(x > 0 and x < 6); }");
    expect(verdict(report, "no-failure").counterexample).toMatchObject({ message: "step 1: A fails: division by zero (A.x = 0)", role: "A" });
    expect(verdict(report, "assert").counterexample).toMatchObject({
      role: "A",
      step: 2,
      conjunct: { text: "x < 6", bindings: [{ variable: "A.x", text: "6" }] },
    });
  });
  test("both engines, asked together, agree", () => {
    const report = judge(shop, { paranoid: true });
    expect(verdict(report, "Sum").evidence.join()).toContain("the exploration of the whole network agrees: proved");
  });
});
