import { describe, expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "./judge.ts";
import type { Verdict } from "./verdict.ts";

const program = `role A { x: int = 0; } role B { y: int = 0; }
  choreography main(A, B) { A.1 -> B.y : tell; if A.(x == 0) { A -> B : calm; 'quiet: A.x := 2; } else { A -> B : alarm; 'loud: A.x := 3; } } `;

function judge(property: string, engine: "rules" | "auto" = "auto"): Verdict | undefined {
  const report = verifyModel(analyseText(`${program} property P = ${property};`), { property: "P", engine });
  return report.verdicts.find((one) => one.property === "P");
}

describe("a property that holds because what it speaks of never happens is vacuous", () => {
  test.each([
    ["the left side of an implication", "always (A.x == 7 implies B.y == 5)", "vacuous", "`A.x == 7` is never true"],
    ["an event that never happens", "always (sent A -> B : alarm implies A.x == 3)", "vacuous", "`sent A -> B : alarm` is never true"],
    ["all left sides", "always (A.x == 7 implies B.y == 5) and (B.y == 9 implies A.x == 1)", "vacuous", "`A.x == 7`, `B.y == 9` are never true"],
    ["a place where nobody comes", "never A at 'loud and B.y == 0", "vacuous", "`A at 'loud` is never true"],
    ["one left side of two", "always (A.x == 7 implies B.y == 5) and (B.y == 1 implies A.x < 3)", "proved", undefined],
    ["nothing", "always (A.x == 2 implies B.y == 0 or B.y == 1)", "proved", undefined],
    ["nothing: it says that the event never happens", "never sent A -> B : alarm", "proved", undefined],
    ["nothing: the place is reached", "never A at 'quiet and B.y == 5", "proved", undefined],
    ["nothing: it is false", "always (A.x == 2 implies B.y == 5)", "violated", undefined],
  ])("%s: %s", (_what, property, outcome, reason) => {
    for (const engine of ["rules", "auto"] as const) {
      const verdict = judge(property, engine);
      expect([engine, verdict?.verdict, verdict?.reason]).toEqual([engine, outcome, reason]);
    }
  });

  test("of what is said in part only the evidence tells what never happens", () => {
    const verdict = judge("always (A.x == 7 implies B.y == 5) and (B.y == 1 implies A.x < 3)");
    expect(verdict?.evidence).toContain("`A.x == 7` is never true");
  });
});
