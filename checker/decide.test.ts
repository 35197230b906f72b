import { describe, expect, test } from "vitest";
import { contradict } from "./contradict.ts";
import { compareEngines, decide } from "./decide.ts";
import type { Systems } from "./engines.ts";
import { exitCode } from "./exit-code.ts";
import { systemsOf } from "./systems-of-text.ts";
import type { Verdict } from "./verdict.ts";
import { outcomes } from "./verdict.ts";

const text = (value: number): string => `role A { x: int = 0; } role B { y: int = 0; }
  choreography main(A, B) { A.x := ${String(value)}; A.x -> B.y; } property Small = always A.x < 5;`;

/** The choreography of one program with the network of another: an engine that is wrong. */
function mismatched(choreography: number, network: number): { readonly systems: Systems; readonly question: Parameters<typeof decide>[2][number] } {
  const [left, right] = [systemsOf(text(choreography)), systemsOf(text(network))];
  const question = left.questions.get("Small");
  if (question === undefined) throw new Error("no property Small");
  return { systems: { ...left, network: right.network }, question: { question, span: { file: 0, start: 0, end: 0 } } };
}

function verdict(choreography: number, network: number, paranoid: boolean): Verdict | undefined {
  const { systems, question } = mismatched(choreography, network);
  return decide(systems, "main", [question], { paranoid })[0];
}

describe("engines that disagree", () => {
  test("a run of one engine that the network does not have is never shown", () => {
    const found = verdict(7, 1, false);
    expect(found).toMatchObject({ verdict: "disagreement" });
    expect(found?.counterexample).toBeUndefined();
    expect(found?.reason).toContain("the reference interpreter does not confirm");
  });
  test("a proof that the exploration of the network contradicts is no proof", () => {
    expect(verdict(1, 7, false)).toMatchObject({ verdict: "proved" });
    expect(verdict(1, 7, true)).toMatchObject({
      verdict: "disagreement",
      reason: "head-first says proved, the exploration of the whole network says violated",
    });
  });
  test("are told by the comparison, and end in exit code 4", () => {
    const { systems, question } = mismatched(1, 7);
    expect(compareEngines(systems, [question.question])).toMatchObject([{ property: "Small", agree: false, decided: true }]);
    expect(exitCode({ verdicts: [{ actual: "disagreement", expected: "proved", boundAsked: false }], diagnostics: [], unmetExpectations: 1 })).toBe(4);
  });
  test("do not when one of them has not decided", () => {
    for (const outcome of outcomes) {
      expect(contradict(outcome, outcome)).toBe(false);
      expect(contradict("unknown", outcome)).toBe(false);
      expect(contradict(outcome, "verified-up-to")).toBe(false);
    }
    expect(contradict("proved", "vacuous")).toBe(true);
  });
});
