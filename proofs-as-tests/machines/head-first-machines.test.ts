/** The head-first machine of a choreography has the states and steps of the head-first rules, over the whole corpus; and what it looks like. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, inject, test } from "vitest";
import type { Model } from "../../calculus/core/index.ts";
import { analyse, analyseText, memoryReader } from "../../calculus/loading/index.ts";
import type { HeadFirstBuildResult } from "../../calculus/machine/index.ts";
import { machineOfChoreographyHeadFirst, printMachine, readMachine } from "../../calculus/machine/index.ts";
import { projection, projectionErrors } from "../../calculus/projection/index.ts";
import { isClosed } from "../../calculus/semantics/index.ts";
import { compareHeadFirst } from "./head-first-step-for-step.ts";

function subjects(model: Model): readonly string[] {
  return projectionErrors(model, projection()).length === 0 ? [...model.procedures.values()].filter(isClosed).map(({ name }) => name) : [];
}

const paths = readdirSync("corpus", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".choreo"))
  .sort();
const texts = new Map(paths.map((path) => [path, readFileSync(`corpus/${path}`, "utf8")]));

/** Every so many-th file is looked at: all of them take eight seconds. */
const every = inject("isDeep") ? 1 : 4;

describe("head-first machines of the corpus", () => {
  test("have the states and steps of the rules, and are read as they are printed", () => {
    const refused: string[] = [];
    let built = 0;
    for (const path of paths.filter((_, number) => number % every === 0)) {
      const { model } = analyse(path, memoryReader(texts));
      for (const name of model === undefined ? [] : subjects(model)) {
        if (model === undefined) continue;
        const result = machineOfChoreographyHeadFirst(model, name);
        if (!result.ok) {
          refused.push(`${path}: ${result.reason}`);
          continue;
        }
        built += 1;
        expect(compareHeadFirst(model, result.built, 60).refutation, `${path} ${name}`).toBeUndefined();
        const text = printMachine(result.built.machine);
        const read = readMachine(text);
        expect(read.ok ? [] : read.diagnostics, `${path} ${name}\n${text}`).toEqual([]);
        if (read.ok) expect(printMachine(read.machine), path).toBe(text);
      }
    }
    expect(built).toBeGreaterThan(240 / every);
    expect(refused.length).toBeLessThan(15);
    for (const reason of refused) expect(reason).toMatch(/nest without end$/);
  });
});

function built(text: string): { readonly model: Model; readonly result: HeadFirstBuildResult } {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return { model, result: machineOfChoreographyHeadFirst(model) };
}

function machineOf(text: string): { readonly text: string; readonly states: number } {
  const { model, result } = built(text);
  if (!result.ok) throw new Error(result.reason);
  const { states, refutation } = compareHeadFirst(model, result.built, 1_000);
  expect(refutation).toBeUndefined();
  const printed = printMachine(result.built.machine);
  const read = readMachine(printed);
  expect(read.ok ? printMachine(read.machine) : read.diagnostics).toBe(printed);
  return { text: printed, states };
}

const three = "role A { x: int = any 0..1; } role B { y: int = any 0..1; } role C { z: int = any 0..1; }";

describe("one machine for all roles", () => {
  test("a communication is one step, and so is a call that all can enter", () => {
    const { text } = machineOf(
      `${three} choreography Part(A, B; n: int at A) { A.(n + x) -> B.m; B.y := m; } choreography main(A, B, C) { call Part(A, B; 3); }`,
    );
    expect(text).toContain('as A, B; skip; do n := 3; goto 1 by "C-CALL", "C-ENTER";');
    expect(text).toContain('transfer B "_"(n + x) into (m); do n unset;');
  });

  test("nobody fails where every evaluation has a value, whatever the variables hold of their types", () => {
    const total = "while A.(x > 0) { A.x -> B.m : more; B.y := y + m; A.x := 0; } A -> B : done; A.(x + 1) -> C.w; C.z := w - z;";
    expect(machineOf(`${three} choreography main(A, B, C) { ${total} }`).text).not.toMatch(/undefined|failed/);
    expect(machineOf(`${three} choreography main(A, B, C) { ${total.replace("w - z", "w / z")} }`).text).toContain("failed (C)");
  });

  test("where arguments may be undefined the first role enters that can, and who cannot fails when nobody else is left", () => {
    const { text } = machineOf(`${three}
      choreography Part(A, B, C; n: int at A, m: int at B, k: int at C) { A.(n + x) -> B.v; B.(m + v) -> C.w; C.z := w + k; }
      choreography main(A, B, C) { call Part(A, B, C; 1 / x, 1 / y, 1 / z); A.x := 7; }`);
    expect(text).toContain("as B; all { defined (1 / y); undefined (1 / x); ");
    expect(text).toContain("failed (A, B)");
  });

  test("who failed or assumed what is false stands still, and what is sent to who waits for them is lost", () => {
    const { text } = machineOf(`${three} role D;
      choreography main(A, B, C, D) {
        if A.(1 / x > 0) { C.z -> D.v; A.1 -> B.w : one; } else { C.z -> D.v; A.2 -> B.w : two; }
        assume C.(z == 0);
        C.(z + 1) -> B.u;
        C.z := 5;
      }`);
    expect(text).toContain("failed (A) stopped (C) {");
    expect(text).toContain('post B "_"(z + 1) into ();');
    expect(text).toMatch(/transfer D "_"\(z\) into \(v\); goto \d+ by "D-COND", "C-SEND", "D-COND", "C-RECEIVE";/);
  });

  test("what waits on its way is in variables", () => {
    const { text } = machineOf(`${three} role D { f: bool = true; }
      choreography main(A, B, C, D) {
        D.f := any bool where value and not value;
        D.f -> B.g;
        C.z -> B.v;
        C.(z + 1, z) -> B.(w, u);
        C.z := 0;
      }`);
    expect(text).toMatch(/variable payload_\w+ of B."C→B 1.1": int;/);
    expect(text).toMatch(/post B "_"\(z \+ 1, z\) into \(payload_\w+, payload_\w+\);/);
  });

  test("who goes on for ever is given up on a branch of its own", () => {
    const { text, states } = machineOf(`${three} choreography main(A, B, C) { while A.true { A.x := 1 - x; } assert B.(y == 0); }`);
    expect(text).toContain("as A; without (A); goto ");
    expect(text).toContain("without (A) {");
    expect(states).toBeGreaterThan(4);
  });

  test("a recursive call whose arguments may be undefined is given up only where it starts", () => {
    machineOf(`${three}
      choreography Turn(A; n: int at A) { A.x := n; call Turn(A; 1 / x); }
      choreography main(A, B, C) { call Turn(A; 1 / x); B.y := 1; }`);
  });

  const written = `${three}
    choreography Part(A, B; n: int at A) { A.(n / x) -> B.m; }
    choreography main(A, B, C) { call Part(A, B; 3); while A.true { A.x := 1 - x; } B.y := 1; }`;

  test("a text that breaks off is refused with a place", () => {
    const { text } = machineOf(written);
    for (let end = 0; end < text.trimEnd().length; end += 5) {
      const read = readMachine(text.slice(0, end));
      expect(read.ok ? [] : read.diagnostics).not.toEqual([]);
    }
  });

  test.each([
    ["a role that acts elsewhere", "as A; transfer", "as D; transfer"],
    ["a role that enters elsewhere", "as A, B;", "as A, D;"],
    ["a receiver elsewhere", "transfer B", "transfer D"],
    ["a role that failed elsewhere", "failed (A)", "failed (D)"],
    ["a role that is given up elsewhere", "; without (A", "; without (D"],
    ["fewer variables than values", "into (m)", "into ()"],
    ["a location that is not there", "goto 1", "goto 900"],
    ["a network machine whose process is of nobody", "process main of A, B, C", "process main"],
  ])("%s is refused", (_, from, to) => {
    const { text } = machineOf(written);
    expect(text).toContain(from);
    expect(readMachine(text.replaceAll(from, to)).ok).toBe(false);
  });

  test.each([
    ["a choice whose bounds are variables", "choreography main(A, B, C) { A.x := any 0..x; }", "whether A.x has any value to choose depends on variables"],
    [
      "calls that nest",
      "choreography X(A, B) { A.x -> B.y; call X(A, B); A.x -> B.y; } choreography main(A, B, C) { call X(A, B); }",
      "calls of A nest without end",
    ],
    [
      "messages without end to who never receives",
      "role D { f: bool = true; } choreography main(B, C, D) { D.f := any bool where value and not value; D.f -> B.g; loop Turn { C.z -> B.v; } }",
      "more than 64 messages may be on their way at once",
    ],
    ["too many locations", "choreography main(A, B, C) { A.x := 1; A.x := 2; A.x := 3; }", "main has more than 2 locations"],
  ])("%s: no machine, and a clause that says why", (_, text, reason) => {
    const { model } = analyseText(`${three} ${text}`);
    if (model === undefined) throw new Error("no model");
    expect(machineOfChoreographyHeadFirst(model, "main", { stopBranches: true, maxLocations: reason.includes("2 locations") ? 2 : 10_000 })).toEqual({
      ok: false,
      reason,
    });
  });
});
