/** What `crash` counts: which steps were crashed, in which recovery, and the smallest faults that break a property. Expected by hand. */
import { describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import { crashReport, crashes, faultFrontier } from "./index.ts";
import type { ReplaySubject } from "./index.ts";

function subjectOf(text: string): ReplaySubject {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const { runtime, faults } = model;
  const [named] = faults.values();
  return { model, name: "main", ...(runtime === undefined ? {} : { runtime }), ...(named === undefined ? {} : { faults: named }) };
}

const counted = (more: string): string => `role A; role B { durable n: int = 0; }
transaction count() at B { n := n + 1; }
choreography main(A, B) { A -> B : go; perform B.count(); }
${more}`;

describe("coverage", () => {
  const coverage = (atMost: number): readonly string[] => {
    const subject = subjectOf(counted(""));
    const { model } = subject;
    const { points = [] } = crashReport({ ...subject, faults: crashes(["B"], atMost) }, ["recovers"], contracts(model), {}).coverage ?? {};
    return points.map(
      ({ role, action, isTried, isTriedInRecovery }) => `${role}: ${action}${isTried ? ", tried" : ""}${isTriedInRecovery ? ", in recovery" : ""}`,
    );
  };

  test("has a point for whatever a role that may crash is about to do; who has not begun loses nothing", () => {
    expect(coverage(1)).toEqual(["B: receive from A", "B: count, tried", "B: the end of the session, tried"]);
  });

  test("tells recoveries in which there was another crash, from the beginning of the replay on", () => {
    const points = coverage(2);
    expect(points).toContain("B: count, tried, in recovery");
    expect(points).toContain("B: the end of the session, tried, in recovery");
  });
});

describe("the frontier", () => {
  const brokenBy = (text: string): readonly (readonly [string, readonly (readonly string[])[]])[] => {
    const subject = subjectOf(text);
    return faultFrontier(subject, ["replay-safe", "exactly-once"], contracts(subject.model), {}).items.map((one) => [one.item, one.brokenBy]);
  };

  test("names the smallest faults, who crashes among them, and nothing larger", () => {
    expect(brokenBy(counted("faults F { crash A, B at most 2; restart broker at most 1; } runtime replay { journal off; }"))).toEqual([
      ["replay-safe", [["crash B"]]],
      ["exactly-once", [["crash B"]]],
    ]);
  });

  test("has several smallest sets, and each property its own", () => {
    const text = counted("faults F { crash B at most 1; lose A -> B at most 1; } runtime replay { journal off; confirm off; }");
    expect(brokenBy(text)).toEqual([
      ["replay-safe", [["crash B"], ["lose A -> B"]]],
      ["exactly-once", [["crash B"]]],
    ]);
  });

  test("is empty on the sound machine, and no fault at all where the program is wrong by itself", () => {
    expect(brokenBy(counted("faults F { crash B at most 2; }"))).toEqual([
      ["replay-safe", []],
      ["exactly-once", []],
    ]);
    const twice =
      "role B { durable n: int = 0; } raw transaction count() at B { n := n + 1; } choreography main(B) { perform B.count(); perform B.count(); } faults F { crash B at most 1; }";
    expect(brokenBy(twice)).toContainEqual(["exactly-once", [[]]]);
  });
});

test("a limit of states is told, and leaves what was not found undecided", () => {
  // No theorem is about residue: what is not explored stays open.
  const subject = { ...subjectOf(counted("")), faults: crashes(["A", "B"], 2) };
  const { verdicts, coverage } = crashReport(subject, ["residue-free"], contracts(subject.model), { maxStates: 4 });
  expect(verdicts[0]).toMatchObject({ verdict: "unknown", reason: "the limit of 4 states was reached", states: 4 });
  expect(coverage?.limit).toBe("the limit of 4 states was reached");
});

test("the limit of states counts those of all beginnings", () => {
  const text = "role A { x: int = any 0..9; } choreography main(A) { A.y := x; }";
  const subject = subjectOf(text);
  const { verdicts } = crashReport(subject, ["residue-free"], contracts(subject.model), { maxStates: 12 });
  expect(verdicts[0]).toMatchObject({ verdict: "unknown", states: 12 });
});
