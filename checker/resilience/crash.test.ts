/** What `crash` counts: which steps were crashed, in which recovery, and the smallest faults that break a property. Expected by hand. */
import { describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import { crashReport, crashes, faultFrontier } from "./index.ts";
import type { ReplayItem } from "./index.ts";
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

describe("reports", () => {
  const reportOf = (text: string, items: readonly ReplayItem[], atMost: number): ReturnType<typeof crashReport> => {
    const { model, diagnostics } = analyseText(text);
    if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    return crashReport({ model, name: "main", faults: crashes(["A"], atMost) }, items, contracts(model), {});
  };

  test("tell the executions of a write apart, up to a limit that they name", () => {
    const writing = (rounds: number): string => `role A { durable d: int = 0; }
      choreography main(A) { A.i := 0; while A.(i < ${String(rounds)}) { A.d := d + 1; A.i := i + 1; } }`;
    expect(reportOf(writing(3), ["exactly-once"], 0).verdicts).toMatchObject([{ verdict: "proved" }]);
    expect(reportOf(writing(3), ["exactly-once"], 1).verdicts).toMatchObject([{ verdict: "violated", reason: "A: the write of d happens twice" }]);
    expect(reportOf(writing(70), ["exactly-once"], 0).verdicts).toMatchObject([
      { verdict: "unknown", reason: "a write is executed too often in one run to tell all of its executions apart" },
    ]);
  });

  test("say that a saga cannot be projected where aborts are broadcast, in what is called, too", () => {
    const text = (body: string): string => `role A { durable d: int = 0; x: bool = any; } role B; role C;
      transaction t() at A { requires d > 0 else abort; d := d - 1; compensate { d := d + 1; } }
      choreography Part(A, B, C) { saga { if A.x { perform A.t(); B.1 -> C.r; } else { ${body} } } }
      choreography main(A, B, C) { A -> B : go; call Part(A, B, C); }`;
    const { verdicts } = reportOf(text("A -> B : r; A -> C : r;"), ["recovers"], 1);
    const why = "which tells nobody that a transaction committed: B cannot tell the branches of a choice of A apart";
    expect(verdicts).toMatchObject([{ verdict: "unknown", reason: `Part is not projectable where aborts are broadcast, ${why}` }]);
    expect(reportOf(text("perform A.t(); B.1 -> C.r;"), ["recovers"], 1).verdicts).toMatchObject([{ verdict: "proved" }]);
  });

  test("have no names that elaboration made", () => {
    const { assumptions, coverage, verdicts, semantics } = reportOf(
      `role A { durable d: int = 2; n: int = 1; } role B { durable e: int = 0; }
      transaction take(k: int) at A : int { key k; d := d - k; result d; compensate { d := d + 1; } }
      transaction put() at B { e := e + 1; compensate { e := e - 1; } }
      choreography main(A, B) { saga {
        perform B.put(); B -> A : put; A.x := journal any 0..1; A.y := perform take(x);
        if A.(x > 0) { A -> B : no; abort A; } else { A -> B : yes; }
      } }`,
      ["outcome-deterministic"],
      1,
    );
    const told = JSON.stringify([
      semantics.map(({ obligation }) => obligation.name),
      assumptions,
      coverage,
      verdicts.map(({ reason, assumptions: all, evidence, faultyRun }) => [reason, all, evidence, faultyRun?.steps, faultyRun?.other]),
    ]);
    expect(told).toContain("A journals 0");
    expect(told).toContain("A: take(0) commits, answering 2");
    expect(told).toContain("a journaled value");
    expect(told).toContain("journaled value 1 always completes");
    expect(told).not.toMatch(/abort\.|journal\.|\.undo|\.answer|\.committed|performed\./);
  });
});
