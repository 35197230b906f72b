import { describe, expect, test } from "vitest";
import { recordingChooser } from "../explicit-state/chooser.ts";
import { surveyHeadFirst } from "../engines.ts";
import type { Question } from "../items.ts";
import { systemsOf } from "../systems-of-text.ts";
import { blockedRoles } from "../../calculus/head-first/index.ts";

/** Who can never act again in the body of main when these roles are dead. */
function blocked(body: string, ...dead: readonly string[]): readonly string[] {
  const { choreography } = systemsOf(`role A { x: int = 0; } role B { y: int = 0; } role C { z: int = 0; } choreography main(A, B, C) { ${body} }`);
  const [configuration] = choreography.initial(recordingChooser());
  if (configuration === undefined) throw new Error("no initial configuration");
  return [...blockedRoles(configuration.term, new Set(dead))].sort();
}

describe("roles that wait for the dead", () => {
  test.each([
    ["directly", "A.x -> B.y;", ["A", "B"]],
    ["through others", "A.x -> B.y; B.y -> C.z;", ["A", "B", "C"]],
    ["not before they have done what they can", "B.y := 1; A.x -> B.y;", ["A"]],
    ["not when they only send to the dead", "B.y -> A.x;", ["A"]],
    ["in a choice that will not be made, if they wait in it", "if A.(x == 0) { A -> B : l; C.z := 1; } else { A -> B : r; C.z := 1; }", ["A", "B"]],
    ["in a choice of somebody alive nobody", "if B.(y == 0) { B -> A, C : l; A.x -> C.z; } else { B -> A, C : r; }", ["A"]],
    ["after a loop of the dead", "while A.(x == 0) { A.x := 1; } A.x -> B.y; C.z := 1;", ["A", "B"]],
    ["in a loop, if its rounds begin so", "loop Turn { A.x -> B.y; C.z := 1; }", ["A", "B"]],
    ["not in a loop whose rounds begin otherwise", "loop Turn { B.y := 1; A.x -> B.y; }", ["A"]],
    ["in a loop, not if they do something before it", "B.y := 1; loop Turn { A.x -> B.y; }", ["A"]],
  ])("%s", (_how, body, expected) => {
    expect(blocked(body, "A")).toEqual(expected);
  });
});

describe("what the dead leave undone does not tell states apart", () => {
  const explored = (text: string): { readonly ending: string; readonly states: number } => {
    const setting = systemsOf(text);
    const questions = [setting.questions.get("orphan-free")].filter((one): one is Question => one !== undefined);
    const { ending, states } = surveyHeadFirst(setting, questions, { maxStates: 500, memory: 1e9 }).exploration;
    return { ending: ending.kind, states };
  };
  test("in a loop that goes on without a role that failed", () => {
    const text = `role A { x: int = 0; } role B { y: int = 0; } choreography main(A, B) { loop Turn { A.x := 1 / x; B.y := 1 - y; } }`;
    expect(explored(text)).toMatchObject({ ending: "complete" });
  });
  test("in a loop that sends to somebody who waits in a loop for one who failed", () => {
    const text = `role A { x: int = 0; } role B { y: int = 0; } role C { z: int = 0; }
      choreography main(A, B, C) { loop First { if A.(1 / x == 1) { A -> B : more; } else { A -> B : done; break First; } } loop Turn { C -> B : go; } }`;
    expect(explored(text)).toMatchObject({ ending: "complete" });
  });
  test("in an outer loop that goes round an inner one", () => {
    const text = `role A { x: int = 0; } role B { y: int = 0; } choreography main(A, B) { loop Outer { B.y := 1 - y; while A.true { A.x := 1 - x; } } }`;
    expect(explored(text)).toMatchObject({ ending: "complete" });
  });
});
