import { describe, expect, test } from "vitest";
import { runOf, surveyHeadFirst, surveyNetwork } from "../engines.ts";
import { systemsOf } from "../systems-of-text.ts";
import type { Claim } from "./confirm.ts";
import { confirm } from "./confirm.ts";

const limits = { maxStates: 5_000, memory: 1e9 };

/** The claim that head-first makes about a question of the text. */
function claimOf(text: string, name: string): Claim {
  const setting = systemsOf(text);
  const question = setting.questions.get(name);
  if (question === undefined) throw new Error(`no question ${name}`);
  const run = runOf(surveyHeadFirst(setting, [question], limits), question);
  if (run === undefined) throw new Error("no run was found");
  return { question, model: setting.model, subject: setting.model.entry ?? "", network: setting.network, initial: run.world, steps: run.steps };
}

const detour = `role A { x: int = any 0..9; } role B, C { y: int = 0; }
  choreography main(A, B, C) { A.x -> B.y; B.y -> A.z; C.y := 1; A.x := 10 - x; }
  property P = always A.x < 7;`.replace("role B, C { y: int = 0; }", "role B { y: int = 0; } role C { y: int = 0; }"); // prettier-ignore

describe("a run that an engine found", () => {
  test("is replayed in the network and shrunk to what matters", () => {
    const confirmation = confirm(claimOf(detour, "P"));
    if (confirmation.kind === "refuted") throw new Error(confirmation.reason);
    expect(confirmation.minimal).toBe(true);
    expect(confirmation.counterexample).toMatchObject({ step: 0, role: "A", message: "already at the start A makes `A.x < 7` false (A.x = 7)" });
  });

  test("keeps the steps that its violation depends on, in an order that is possible", () => {
    const text = `role A { x: int = 3; } role B { y: int = 0; } role C { z: int = 0; }
      choreography main(A, B, C) { C.z := 1; A.x -> B.y; C.z := 2; B.y := 3 - y; assert B.(y > 0); }`;
    const confirmation = confirm(claimOf(text, "assert"));
    if (confirmation.kind === "refuted") throw new Error(confirmation.reason);
    expect(confirmation.counterexample.steps.map(({ role, rules }) => `${role} ${rules.at(-1) ?? ""}`)).toEqual([
      "A N-SEND",
      "B N-RECEIVE",
      "B N-ASSIGN",
      "B N-VIOLATE",
    ]);
    expect(confirmation.counterexample).toMatchObject({ role: "B", step: 4, conjunct: { text: "y > 0", bindings: [{ variable: "B.y", text: "0" }] } });
  });

  test("is refuted where a step is not possible", () => {
    const claim = claimOf(detour.replace("A.x < 7", "B.y < 7"), "P");
    const confirmation = confirm({ ...claim, steps: claim.steps.toReversed() });
    expect(confirmation).toMatchObject({ kind: "refuted" });
    expect(confirmation.kind === "refuted" ? confirmation.reason : "").toContain("is not possible");
  });

  test("is refuted where it shows nothing", () => {
    const claim = claimOf(detour.replace("A.x < 7", "B.y < 7"), "P");
    expect(confirm({ ...claim, steps: claim.steps.slice(0, 1) })).toMatchObject({ kind: "refuted" });
  });
});

describe("a final state", () => {
  test("is reached by the whole run, with the smallest choices", () => {
    const text = `role A { x: int = any 0..9; } role B { y: int = 0; }
      choreography main(A, B) { A.x -> B.y; } property P = finally B.y < 4;`;
    const confirmation = confirm(claimOf(text, "P"));
    if (confirmation.kind === "refuted") throw new Error(confirmation.reason);
    expect(confirmation.counterexample).toMatchObject({ step: 2, initial: [{ variable: "A.x", text: "4" }], conjunct: { text: "B.y < 4" } });
  });

  test("and a cross-role violation, found in the network, in some interleaving", () => {
    const setting = systemsOf(`role A { x: int = 0; } role B { y: int = 0; }
      choreography main(A, B) { A.x := 1; B.y := 1; A.x := 2; } property P = never A.x == 2 and B.y == 0;`);
    const question = setting.questions.get("P");
    const run = question === undefined ? undefined : runOf(surveyNetwork(setting, [question], limits), question);
    expect(run?.steps.map(({ rules }) => rules.at(-1))).toEqual(["N-ASSIGN", "N-ASSIGN"]);
  });
});
