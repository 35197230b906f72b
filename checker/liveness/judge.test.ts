import { describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import type { Fairness } from "../../calculus/syntax/index.ts";
import { verifyModel } from "../judge.ts";
import type { VerifyOptions } from "../options.ts";
import type { Verdict } from "../verdict.ts";

const fairnesses: readonly Fairness[] = ["no-fairness", "weak-fairness", "strong-fairness"];

/** The verdict on property P of the text under a fairness. */
function judge(text: string, fairness: Fairness, options: VerifyOptions = {}): Verdict {
  const report = verifyModel(analyseText(text), { property: "P", fairness, paranoid: true, ...options });
  const verdict = report.verdicts.find(({ property }) => property === "P");
  if (verdict === undefined) throw new Error(report.diagnostics.map(({ message }) => message).join("\n"));
  return verdict;
}

function outcomes(text: string): readonly string[] {
  return fairnesses.map((fairness) => judge(text, fairness).verdict);
}

const roles = "role A { x: int = 0; b: bool = false; } role B { y: int = 0; } ";

describe("a property of whole runs", () => {
  test.each([
    ["what every run comes to is proved without fairness", "A.1 -> B.y; B.y -> A.x;", "eventually A.x == 1", ["proved", "proved", "proved"]],
    ["what no run comes to is violated by a run that is over", "A.1 -> B.y;", "eventually B.y == 2", ["violated", "violated", "violated"]],
    [
      "a role that spins starves nobody who is served weakly fairly",
      "B.y := 1; loop L { A.x := 1 - x; }",
      "eventually B.y == 1",
      ["violated", "proved", "proved"],
    ],
    ["a choice is never owed", "loop L { choose A { A.x := 1; break L; } or { A.x := 0; } }", "eventually A.x == 1", ["violated", "violated", "violated"]],
    [
      "a response that comes in each round",
      "loop L { A -> B : ask; B -> A : answer; }",
      "sent A -> B : ask leads to received B -> A : answer",
      ["proved", "proved", "proved"],
    ],
    [
      "a response that is left out in one branch",
      "loop L { A -> B : ask; choose B { B -> A : answer; } or { B -> A : busy; } }",
      "sent A -> B : ask leads to received B -> A : answer",
      ["violated", "violated", "violated"],
    ],
    ["what holds until something happens", "A -> B : go; B.y := 1; B -> A : done; A.x := 1;", "A.x == 0 until B.y == 1", ["proved", "proved", "proved"]],
    ["what does not hold until something happens", "A.x := 1; A -> B : go; B.y := 1;", "A.x == 0 until B.y == 1", ["violated", "violated", "violated"]],
    ["until is strong", "A -> B : go;", "A.x == 0 until B.y == 1", ["violated", "violated", "violated"]],
    ["a property of an antecedent that never comes is vacuous", "A -> B : go;", "A.x == 7 leads to B.y == 1", ["vacuous", "vacuous", "vacuous"]],
    [
      "runs on which an assumption is false do not count",
      "choose A { A -> B : yes; B.y := 1; } or { A -> B : no; assume A.false; B.y := 0; }",
      "eventually B.y == 1",
      ["proved", "proved", "proved"],
    ],
    ["if all are cut off the property is vacuous", "assume A.false; A -> B : go;", "eventually B.y == 1", ["vacuous", "vacuous", "vacuous"]],
    ["who fails is not waited for", "A.x := 1 / 0; A -> B : go; B.y := 1;", "eventually B.y == 1", ["violated", "violated", "violated"]],
    ["what reads a variable that is not set has no truth value", "A.1 -> B.z;", "eventually B.z is set and B.z == 1", ["proved", "proved", "proved"]],
  ])("%s", (_name, body, property, expected) => {
    expect(outcomes(`${roles} choreography main(A, B) { ${body} } property P = ${property};`)).toEqual(expected);
  });
});

describe("the graph that runs are looked for in", () => {
  const waits = `${roles}choreography main(A, B) { loop L { A.1 -> B.y; B.y -> A.x; } } property P = eventually A.x == 1;`;

  test("is that of generated code where it is asked for, and of the rules for small systems", () => {
    expect(judge(waits, "weak-fairness").method).toBe("network");
    expect(judge(waits, "weak-fairness", { engine: "rules" }).method).toBe("network");
    expect(judge(waits, "weak-fairness", { engine: "explicit" })).toMatchObject({ method: "explicit", verdict: "proved", bounds: { maxStates: 10_000_000 } });
  });

  test("is that of generated code for large ones, with the figures of the rules", () => {
    const counter = (name: string, role: string, field: string): string =>
      `process ${name} plays ${role} { loop L { if ${field} < 25 { ${field} := ${field} + 1; } else { ${field} := 0; } } } `;
    const text = `${roles}${counter("One", "A", "x")}${counter("Two", "B", "y")}system S { A = One; B = Two; } property P of S = eventually A.x == 25;`;
    const [chosen, rules] = [judge(text, "weak-fairness"), judge(text, "weak-fairness", { engine: "rules" })];
    expect([chosen.method, rules.method]).toEqual(["explicit", "network"]);
    expect({ ...rules, method: chosen.method, bounds: chosen.bounds }).toEqual(chosen);
    expect(chosen.states).toBeGreaterThan(2_000);
  });

  test("leaves nothing out, and says so where that was asked for", () => {
    const { method, evidence, theorem } = judge(waits, "weak-fairness", { reduction: ["persistent", "symmetry"], paranoid: false });
    expect([method, theorem]).toEqual(["explicit", undefined]);
    expect(evidence).toContain("--reduction had no part in this: runs are looked for among all states and steps");
  });

  test("proves nothing where a limit cuts it short", () => {
    for (const engine of ["rules", "explicit"] as const)
      expect(judge(waits, "weak-fairness", { engine, maxStates: 2 })).toMatchObject({
        verdict: "unknown",
        reason: "the limit of 2 states was reached",
        states: 2,
      });
  });
});
