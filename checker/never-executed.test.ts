import { describe, expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "./judge.ts";
import type { VerifyOptions } from "./options.ts";

const roles = "role A { x: int = 0; } role B { y: int = 0; } ";

function missed(body: string, options: VerifyOptions = {}): readonly string[] {
  const report = verifyModel(analyseText(`${roles} choreography main(A, B) { ${body} }`), options);
  return report.verdicts.flatMap(({ neverExecuted = [] }) => neverExecuted.map(({ text }) => text));
}

describe("statements that no run executes", () => {
  test.each([
    ["a branch that is never taken", "if A.(x == 1) { A -> B : alarm; } else { A -> B : calm; }", ["A -> B : alarm;"]],
    [
      "what stands in it is told once",
      "if A.(x == 1) { A -> B : alarm; if A.(x == 2) { A.x := 3; } } else { A -> B : calm; }",
      ["A -> B : alarm;", "if A.(x == 2)"],
    ],
    ["a loop without an exit", "loop L { A -> B : go; B -> A : went; } A -> B : over;", ["A -> B : over;"]],
    ["behind a failure", "A.x := 1 / 0; A -> B : go;", ["A -> B : go;"]],
    ["nothing", "choose A { A -> B : left; } or { A -> B : right; }", []],
    ["a role that spins hides nobody", "loop L { A.x := 1 - x; } B.y := 1;", []],
  ])("%s", (_name, body, texts) => {
    expect(missed(body)).toEqual(texts);
  });

  test("nothing is said of what was explored in part", () => {
    expect(missed("A.x := any; if A.(x == 1000) { A -> B : alarm; } else { A -> B : calm; }")).toEqual([]);
    expect(missed("if A.(x == 1) { A -> B : alarm; } else { A -> B : calm; }", { maxStates: 2 })).toEqual([]);
  });
});
