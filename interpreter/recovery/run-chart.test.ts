import { expect, test } from "vitest";
import type { Label } from "../../calculus/semantics/index.ts";
import { mermaidChart } from "../charts/index.ts";
import { chartOfRuns } from "./run-chart.ts";
import type { DrawnRuns } from "./run-chart.ts";

type Drawn = DrawnRuns["runs"][number][number];

const send = (from: string, to: string, session = 1): Drawn => {
  const label: Label = { kind: "send", from, to, label: "go", values: [], oracles: [] };
  return { label: { kind: "step", role: from, session, label } };
};
const receive = (to: string, from: string, session = 1): Drawn => {
  const label: Label = { kind: "receive", from, to, label: "go", values: [] };
  return { label: { kind: "step", role: to, session, label } };
};
const crash = (role: string): Drawn => ({ label: { kind: "crash", role, session: 1, permanently: false, clause: 0 } });

function drawn(runs: DrawnRuns["runs"], sessions = 1): readonly string[] {
  return mermaidChart(chartOfRuns({ runs, roles: ["A", "B", "C"], sessions, ending: ["B is stuck"] }))
    .trimEnd()
    .split("\n")
    .map((line) => line.trim());
}

test("a message that comes again after a crash is taken from the send that it came from; roles that do nothing are left out", () => {
  expect(drawn([[send("A", "B"), receive("B", "A"), crash("B"), receive("B", "A")]])).toEqual([
    "sequenceDiagram",
    "participant r0 as A",
    "participant r1 as B",
    "r0->>r1: 1-2 go",
    "Note over r1: 3 #8623; crashes, and starts again",
    "Note over r1: 4 receives go, sent at 1",
    "Note over r0,r1: B is stuck",
  ]);
});

test("participants of several sessions have lifelines of their own, and so have their messages", () => {
  expect(drawn([[send("A", "B", 1), receive("B", "A", 2)]], 2)).toEqual([
    "sequenceDiagram",
    "participant r0 as A in session 1",
    "participant r1 as B in session 1",
    "participant r2 as A in session 2",
    "participant r3 as B in session 2",
    "r0-)r1: 1 go",
    "Note over r3: 2 receives go",
    "Note over r0,r3: B is stuck",
  ]);
});

test("two runs are one below the other, each with steps from 1", () => {
  expect(drawn([[send("A", "B")], [crash("A"), send("A", "B")]]).slice(3, -1)).toEqual([
    "r0-)r1: 1 go",
    "Note over r0:  the other run",
    "Note over r0: 1 #8623; crashes, and starts again",
    "r0-)r1: 2 go",
  ]);
});
