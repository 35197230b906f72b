import { describe, expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "./judge.ts";

const roles = "role A { x: int = 0; } role B { y: int = 0; } ";

function outcomes(body: string, expectation: string): readonly string[] {
  const report = verifyModel(analyseText(`${roles} choreography main(A, B) { ${body} } ${expectation}`));
  expect(report.diagnostics).toEqual([]);
  return report.expectations.map(({ item, actual, fairness }) => `${item}${fairness === undefined ? "" : ` ${fairness}`}: ${actual}`);
}

describe("terminating and bounded(k) of choreographies", () => {
  test("every run ends where nothing goes round", () => {
    expect(outcomes("A -> B : go; B.y := 1;", "expect main with no-fairness : terminating; expect main : terminating;")).toEqual([
      "terminating no-fairness: proved",
      "terminating weak-fairness: proved",
    ]);
  });
  test("a loop that never ends, and a failure, are no termination", () => {
    expect(outcomes("loop L { A.x := 1 - x; }", "expect main with strong-fairness : terminating = violated;")).toEqual([
      "terminating strong-fairness: violated",
    ]);
    expect(outcomes("A.x := 1 / 0; A -> B : go;", "expect main : terminating = violated;")).toEqual(["terminating weak-fairness: violated"]);
  });
  test("a queue is as long as the sender is ahead", () => {
    const body = "A.1 -> B.y; A.2 -> B.y; A.3 -> B.y; B.y -> A.x;";
    expect(outcomes(body, "expect main : bounded(3), bounded(2) = violated;")).toEqual(["bounded(3): proved", "bounded(2): violated"]);
    const report = verifyModel(analyseText(`${roles} choreography main(A, B) { ${body} }`), { property: "bounded(2)" });
    expect(report.verdicts).toMatchObject([
      { verdict: "violated", counterexample: { step: 3, message: "step 3: 3 messages from A to B wait to be received" } },
    ]);
  });
  test("a queue that grows without end is found to, at once", () => {
    expect(outcomes("loop L { A -> B : more; }", "expect main : bounded(5) = violated;")).toEqual(["bounded(5): violated"]);
  });
  test("the evidence tells the longest queues", () => {
    const report = verifyModel(analyseText(`${roles} choreography main(A, B) { A.1 -> B.y; A.2 -> B.y; B.y -> A.x; }`), { property: "bounded(4)" });
    expect(report.verdicts[0]?.evidence[0]).toBe("the most messages in a queue: 2 from A to B, 1 from B to A");
  });
});
