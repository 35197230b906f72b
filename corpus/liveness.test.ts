/** Properties of whole runs are judged alike on the graph of the rules and on that of generated code: the same verdicts, the same lassos. */
import { expect, test } from "vitest";
import { analyse, memoryReader } from "../calculus/loading/index.ts";
import { verifyModel } from "../checker/index.ts";
import type { Verdict, VerifyOptions } from "../checker/index.ts";
import { corpusTexts } from "./judge-corpus.ts";

const texts = corpusTexts(import.meta.dirname);
const paths = [...texts.keys()].filter((path) => path.startsWith("liveness/"));

/** What is said of whole runs. */
function judged(path: string, options: VerifyOptions): readonly Verdict[] {
  return verifyModel(analyse(path, memoryReader(texts)), options).verdicts.filter(({ fairness }) => fairness !== undefined);
}

/** Why code is not generated, where it is not. */
const remark = /^they were explored by the rules and not by generated code: /;

test.each(paths)("%s", (path) => {
  const [rules, code] = [judged(path, { engine: "rules" }), judged(path, { engine: "explicit" })];
  expect(rules.length).toBeGreaterThan(0);
  expect(new Set(rules.map(({ method }) => method))).toEqual(new Set(["network"]));
  expect(code.length).toBe(rules.length);
  for (const [index, one] of rules.entries()) {
    const { method, bounds, ...said } = code[index] ?? one;
    const isCompiled = path !== "liveness/value-from-infinitely-many.choreo";
    const remarks = said.evidence.filter((line) => remark.test(line));
    expect([method, remarks.length]).toEqual(isCompiled ? ["explicit", 0] : ["network", 1]);
    // Everything but by which method and within which bounds.
    expect({
      ...said,
      method: one.method,
      bounds: { ...bounds, maxStates: one.bounds.maxStates },
      evidence: said.evidence.filter((line) => !remark.test(line)),
    }).toEqual(one);
  }
});

test("there are as many systems as the suite needs", () => {
  expect(paths.length).toBeGreaterThanOrEqual(34);
});
