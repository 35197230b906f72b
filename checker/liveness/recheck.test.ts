import { describe, expect, test } from "vitest";
import { present } from "../../calculus/present.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import { networkSystem } from "../../calculus/semantics/index.ts";
import { replay } from "../../interpreter/index.ts";
import { verifyModel } from "../judge.ts";
import { recheckRun } from "./recheck.ts";
import { isRunProperty, runPropertyOf } from "./run-property.ts";

const text = `role A { x: int = 0; } role B { y: int = 0; }
  choreography main(A, B) { A -> B : hello; loop L { A.x := 1 - x; } B.y := 1; }
  property P = eventually B.y == 1 with no-fairness;`;

const model = present(analyseText(text).model);
const network = networkSystem(model);
if (!network.ok) throw new Error("not projectable");
const { system } = network;
const written = present(model.properties[0]).property;
if (!isRunProperty(written)) throw new Error("not about whole runs");
const property = runPropertyOf(written, model);
const { trace, loop } = present(verifyModel(analyseText(text), { property: "P" }).verdicts[0]?.counterexample);
const labels = trace.steps.map(({ label }) => label);
const run = { choices: trace.initial.choices, labels, ...(loop === undefined ? {} : { loop }) };

describe("a lasso is confirmed only if it is one, fair, and against the property", () => {
  test("the one that was found is", () => {
    expect(recheckRun(system, property, "no-fairness", run)).toMatchObject({ kind: "confirmed", after: 0 });
    expect(loop).toBeLessThan(labels.length);
  });
  test.each([
    ["one that starves a role, where fairness is assumed", "weak-fairness", run, "possible all along the round and not taken"],
    ["a round without its last step", "no-fairness", { ...run, labels: labels.slice(0, -1) }, "does not come back"],
    ["an empty round", "no-fairness", { ...run, labels: labels.slice(0, loop) }, "the round is empty"],
    ["a run that is said to be over", "no-fairness", { choices: run.choices, labels }, "somebody can move at the end of the run"],
    ["steps in another order", "no-fairness", { ...run, labels: labels.toReversed() }, "is not possible"],
  ] as const)("%s is refused", (_name, fairness, damaged, reason) => {
    const found = recheckRun(system, property, fairness, damaged);
    expect(found.kind === "refuted" ? found.reason : found.kind).toContain(reason);
  });
  test("its trace replays, and one whose round begins elsewhere does not", () => {
    expect(trace.end).toEqual({ kind: "loop", after: loop });
    expect(replay(system, trace).kind).toBe("replayed");
    expect(replay(system, { ...trace, end: { kind: "loop", after: labels.length } }).kind).toBe("other-end");
  });
});
