import { describe, expect, test } from "vitest";
import { prefix, stop } from "../calculus/core/index.ts";
import { current } from "./execution.ts";
import { run } from "./run.ts";
import { systemsOf } from "./sample-programs.ts";
import { random } from "./schedulers/index.ts";
import { waiting } from "./waiting.ts";

/** The roles that wait at the end, in the choreography and in the network. */
function atTheEnd(text: string): readonly string[][] {
  const systems = systemsOf(text);
  return [systems.choreography, systems.network].map((system) => {
    const result = run(system as typeof systems.network, random("1"), { seed: "1", maxSteps: 50 });
    if (result.kind !== "run") throw new Error("no run");
    return waiting(current(result.execution)).map(({ role, from, labels }) => `${role} waits for ${labels.join("/")} from ${from}`);
  });
}

test("who waits for several roles waits for each", () => {
  const site = { span: { file: 0, start: 0, end: 0 } };
  const branches = [
    { label: "go", variables: [], body: stop },
    { from: "C", label: "go", variables: [], body: stop },
    { label: "stop", variables: [], body: stop },
  ];
  const processes = new Map([["A", prefix({ kind: "receive", from: "B", branches, site }, stop)]]);
  const world = { store: new Map([["A", { fields: [], frames: [] }]]), stopped: new Map(), oracles: new Map() };
  expect(waiting({ processes, channels: new Map(), world })).toEqual([
    { role: "A", from: "B", labels: ["go", "stop"] },
    { role: "A", from: "C", labels: ["go"] },
  ]);
});

describe("who waits for whom", () => {
  test.each([
    ["nobody, when everybody has finished", "role A, B; choreography C(A, B) { A -> B : go; }", []],
    [
      "for the stopped role, and for who waits for it",
      "role A, B, D; choreography C(A, B, D) { assume A.false; A -> B : go; B -> D : go; }",
      ["B waits for go from A", "D waits for go from B"],
    ],
    [
      "for any of the labels of a choice",
      "role A, B; choreography C(A, B) { assume A.false; if A.true { A -> B : yes; } else { A -> B : no; } }",
      ["B waits for no/yes from A"],
    ],
    ["inside a loop", "role A, B; choreography C(A, B) { assume A.false; while A.true { A -> B : more; } A -> B : done; }", ["B waits for done/more from A"]],
    [
      "inside a call that was entered",
      "role A, B; choreography Sub(A, B) { assume A.false; A -> B : go; A.1 -> B.x : more; } choreography main(A, B) { call Sub(A, B); B -> A : back; }",
      ["B waits for go from A"],
    ],
  ] as const)("%s", (_, text, expected) => {
    const [choreography, network] = atTheEnd(text);
    expect(network).toEqual(expected);
    expect(choreography).toEqual(expected);
  });
});
