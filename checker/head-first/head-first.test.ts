import { describe, expect, test } from "vitest";
import { compareEngines } from "../decide.ts";
import { surveyHeadFirst, surveyNetwork } from "../engines.ts";
import type { Survey } from "../engines.ts";
import type { Question } from "../items.ts";
import { systemsOf } from "../systems-of-text.ts";
import { headFirstDecides } from "./applicability.ts";

const limits = { maxStates: 50_000, memory: 1e9 };

/** The outcomes of both engines, by question. */
function outcomes(text: string, stopBranches = true): Readonly<Record<string, string>> {
  const setting = systemsOf(text);
  const compared = compareEngines(setting, [...setting.questions.values()], { maxStates: 2_000 }, { stopBranches });
  return Object.fromEntries(
    compared.map(({ property, headFirst, network }) => [
      property,
      headFirst.outcome === network.outcome ? headFirst.outcome : `${headFirst.outcome}/${network.outcome}`,
    ]),
  );
}

/** Explores to the end, whatever is found. */
function size(survey: typeof surveyHeadFirst, text: string): Survey["exploration"] {
  const setting = systemsOf(text);
  return survey(
    setting,
    [setting.questions.get("orphan-free")].filter((one): one is Question => one !== undefined),
    limits,
  ).exploration;
}

describe("a role that is ignored for ever by the others' loop, recursion, failure or assumption", () => {
  const roles = "role A { x: int = 0; } role B;";
  const ignored = {
    "a loop": `${roles} choreography main(A, B) { while A.true { A.x := 1 - x; } assert B.false; }`,
    "a tail recursion": `${roles} choreography Turn(A) { A.x := 1 - x; call Turn(A); } choreography main(A, B) { call Turn(A); assert B.false; }`,
    "a failure": `${roles} choreography main(A, B) { A.x := 1 / 0; assert B.false; }`,
    "a false assumption": `${roles} choreography main(A, B) { assume A.false; assert B.false; }`,
  };
  test.each(Object.entries(ignored))("%s: the assertion is violated in both engines", (_name, text) => {
    expect(outcomes(text)["assert"]).toBe("violated");
  });
  test.each(Object.entries(ignored))("%s: without stop branches the violation is lost", (_name, text) => {
    expect(outcomes(text, false)["assert"]).toMatch(/^(proved|vacuous)\/violated$/);
  });
  test("the failure itself is reported, the assumption is not", () => {
    expect(outcomes(ignored["a failure"])["no-failure"]).toBe("violated");
    expect(outcomes(ignored["a false assumption"])["no-failure"]).toBe("proved");
  });
});

describe("stop branches", () => {
  test("behind a loop of two roles, past a message that a third one never gets", () => {
    const text = `role A { x: int = 0; } role B { y: int = 0; } role C, D { z: int = 0; }
      choreography main(A, B, C, D) {
        loop Turn { A.x -> B.v; B.(1 - v) -> A.x; }
        D.1 -> C.w;
        assert C.(w == 2);
      }`;
    expect(outcomes(text)).toMatchObject({ assert: "violated", "deadlock-free": "proved" });
  });
  test("in a loop inside a loop, for a role that acts in the outer one only", () => {
    const text = `role A { x: int = 0; } role B { y: int = 0; }
      choreography main(A, B) { loop Outer { B.y := 1 - y; assert B.(y == 1); while A.true { A.x := 1 - x; } } }`;
    expect(outcomes(text)["assert"]).toBe("violated");
  });
  test("of a recursive call whose roles do not all enter", () => {
    const text = `role A { x: int = 0; } role B { y: int = 0; } role C { z: int = 0; }
      choreography Turn(A, B) { A.x := 1 - x; B.y := 1 - y; call Turn(A, B); }
      choreography main(A, B, C) { C.(1 / z) -> B.v; call Turn(A, B); C.z := 1; assert C.(z == 0); }
      property Small = always A.x < 1;`;
    expect(outcomes(text)).toMatchObject({ assert: "proved", "no-failure": "violated", Small: "violated" });
  });
  test("a choice whose maker stopped lets through what its branches have in common", () => {
    const text = `role A { x: int = 0; } role B { y: int = 0; }
      choreography main(A, B) { if A.(1 / x > 0) { B.y := 1; A.x := 1; } else { B.y := 1; A.x := 2; } assert B.(y == 0); }`;
    expect(outcomes(text)["assert"]).toBe("violated");
  });
  test("given-up roles are neither in a deadlock nor finished", () => {
    const text = `role A { x: int = 0; } role B { y: int = 0; }
      choreography main(A, B) { loop Turn { A.x := 1 - x; if A.(x == 0) { A -> B : more; continue Turn; } else { A -> B : done; break Turn; } } B.y := 1; }
      property Done = finally B.y == 1;`;
    expect(outcomes(text)).toMatchObject({ "deadlock-free": "proved", Done: "proved" });
  });
});

describe("merged steps lose no state of one role", () => {
  test("the sender's state between sending and receiving", () => {
    const text = `role A { x: int = 0; } role B { y: int = 0; }
      choreography main(A, B) { A.x -> B.y; A.x := 1; }
      property Sent = always sent A -> B implies A.x == 1;
      property Received = never received A -> B and B.y == 0;`;
    expect(outcomes(text)).toMatchObject({ Sent: "violated", Received: "violated" });
  });
  test("the parameters of each role that enters a call", () => {
    const text = `role A { x: int = 0; } role B { y: int = 0; } role C { z: int = 0; }
      choreography Part(A, B, C; n: int at B) { B.y := n; A.x := 1; C.z := 1; }
      choreography main(A, B, C) { call Part(A, B, C; 7); }
      property Set = always B.n is set implies B.n < 7;`;
    expect(outcomes(text)["Set"]).toBe("violated");
  });
});

describe("the size of the reduced state space", () => {
  const pingPongs = (n: number): string => {
    const pairs = Array.from({ length: n }, (_, index) => index + 1);
    const roles = pairs.flatMap((i) => [`P${String(i)}`, `Q${String(i)}`]);
    const body = pairs.map((i) => `P${String(i)} -> Q${String(i)} : ping; Q${String(i)} -> P${String(i)} : pong;`).join(" ");
    return `role ${roles.join(", ")}; choreography main(${roles.join(", ")}) { ${body} }`;
  };
  test.each([1, 2, 3, 4])("%i independent ping-pongs: 2n+1 states head first, 5ⁿ in the network", (n) => {
    expect(size(surveyHeadFirst, pingPongs(n)).states).toBe(2 * n + 1);
    expect(size(surveyNetwork, pingPongs(n)).states).toBe(5 ** n);
  });
  test("a loop in which everybody takes part needs no stop branch of its own", () => {
    const text = `role A { x: int = 0; } role B { y: int = 0; } choreography main(A, B) { loop Turn { A.x -> B.y; B.y -> A.x; } }`;
    expect(size(surveyHeadFirst, text).states).toBe(2);
  });
  test("the roles of a call enter it together", () => {
    const text = `role A, B, C, D; choreography Part(A, B, C, D) { A.1 -> B.y; C.1 -> D.y; } choreography main(A, B, C, D) { call Part(A, B, C, D); }`;
    expect(size(surveyHeadFirst, text).states).toBe(4);
  });
});

describe("what head-first may decide", () => {
  const decides = (property: string): boolean => {
    const setting = systemsOf(`role A { x: int = 0; } role B { y: int = 0; } const limit = 3;
      choreography main(A, B) { 'here: A.x -> B.y; } property P = ${property};`);
    const question = setting.questions.get("P");
    if (question === undefined) throw new Error("no property P");
    return headFirstDecides(question, setting.model);
  };
  test.each([
    "always A.x < 1",
    "always A.x < limit and B.y < 1",
    "never A.x == 1 or B.y == 1",
    "always A at end implies A.x == 0",
    "always sent A -> B implies A.x == 0",
    "never received A -> B and B.y == 2",
    "finally A.x == B.y",
  ])("%s", (property) => {
    expect(decides(property)).toBe(true);
  });
  test.each([
    ["two roles in one conjunct", "always A.x == B.y"],
    ["two roles in a negated conjunction", "never A.x == 1 and B.y == 1"],
    ["a position, which merged branches share", "always A at 'here implies A.x == 0"],
    ["an event that matters by its absence", "always A.x < 1 or sent A -> B"],
    ["an event together with another role", "always sent A -> B implies B.y == 0"],
    ["the last event of a run", "finally received A -> B"],
    ["a witness", "witness A.x == 0"],
  ])("not %s: %s", (_why, property) => {
    expect(decides(property)).toBe(false);
  });
});
