import { describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { verifyModel } from "../judge.ts";
import type { VerifyOptions } from "../options.ts";
import type { FileReport } from "../verdict.ts";

function judged(text: string, options: VerifyOptions = {}): FileReport {
  return verifyModel(analyseText(text), options);
}

function outcomes(report: FileReport): readonly string[] {
  return report.verdicts.map(({ subject, property, verdict }) => `${subject}: ${property} ${verdict}`);
}

const told = "protocol P(a, b) { rec X { choice at a { a -> b : ping; b -> a : pong; continue X; } or { a -> b : stop; } } }";
const guess = "protocol P(p, q, r, s) { choice at p { p -> q : o; r -> s : o; } or { p -> q : m; r -> s : m; } }";
const idle = "protocol P(a, b, c) { rec X { choice at a { a -> b : m; b -> c : m; continue X; } or { a -> b : n; continue X; } } }";
const open = "protocol P(a, b, c) { choice at a { a -> b : stop; } or { a -> b : go; b -> c : work; } }";

describe("a file of protocols", () => {
  test("needs no entry point and no expectation: three items are judged", () => {
    const report = judged(told);
    expect(outcomes(report)).toEqual(["P: well-typed proved", "P: projectable proved", "P: implementable proved"]);
    expect(report).toMatchObject({ exitCode: 0, diagnostics: [] });
  });

  test("is a finding if a protocol is not implementable, once", () => {
    const report = judged(guess);
    expect(outcomes(report)).toEqual(["P: well-typed proved", "P: projectable violated", "P: implementable violated"]);
    expect(report.exitCode).toBe(1);
  });

  test("is in order where a protocol is implementable and not projectable: the projection is told for information", () => {
    const report = judged(idle);
    expect(outcomes(report)).toEqual(["P: well-typed proved", "P: projectable violated", "P: implementable proved"]);
    expect(report.verdicts.map(({ informs }) => informs === true)).toEqual([false, true, false]);
    expect(report.exitCode).toBe(0);
  });

  test.each([
    ["projectable", 1],
    ["projectable = violated", 0],
    ["projectable(coherent)", 2],
    ["projectable(coinductive), projectable(coinductive-plain), projectable(coinductive, c)", 0],
    ["projectable(full, d)", 2],
    ["projectable(full, c) = violated, projectable(full, a), projectable(plain, b)", 0],
    ["send-coherent(c), receive-coherent(c), no-mixed-choice(c), sink-final(c), states(2, 45)", 0],
    ["states(2, 46)", 1],
  ])("that expects `%s` of it ends with %i", (items, exitCode) => expect(judged(`${idle} expect P : ${items};`).exitCode).toBe(exitCode));

  test("says which role cannot know the end", () => {
    expect(judged(open).exitCode).toBe(1);
    expect(judged(`${open} expect P : implementable = violated, implementable-open, sink-final(c) = violated, sink-final(a);`).exitCode).toBe(0);
  });

  test("is judged by the one item that is asked for", () => {
    const options = { property: "projectable(plain,c)" };
    expect(outcomes(judged(idle, options))).toEqual(["P: projectable(plain, c) violated"]);
    expect(judged(idle, options).exitCode).toBe(1);
    expect(judged(idle, { property: "nonsense" }).exitCode).toBe(2);
  });

  test("says where the coinductive projection goes on in two ways", () => {
    const { verdicts } = judged(guess, { property: "projectable(coinductive)" });
    const reason = "r cannot go on alike in runs that it does not tell apart: at its beginning, s!o or s!m";
    expect(verdicts).toMatchObject([{ verdict: "violated", method: "projection", reason }]);
  });

  test("is unknown once somebody ends the judgement", () => {
    const { verdicts, exitCode } = judged(told, { shouldStop: () => "an interrupt" });
    expect(verdicts.at(-1)).toMatchObject({ property: "implementable", verdict: "unknown", reason: "stopped by an interrupt" });
    expect(exitCode).toBe(3);
  });

  test("carries evidence that names the roles and the branches", () => {
    const [, projectable, implementable] = judged(guess).verdicts;
    expect(projectable?.evidence).toEqual([
      "no projection for r",
      "r does not see the choice of p, and does not go on alike: s!o after p -> q : o, s!m after p -> q : m",
    ]);
    expect(implementable?.indistinguishable).toMatchObject([
      { claim: "send-coherent", role: "r" },
      { claim: "send-coherent", role: "r" },
    ]);
  });
});

describe("a choreography as a protocol", () => {
  const roles = "role A { x: int = any 0..3; } role B { x: int = 0; }";
  test("is judged where somebody asks", () => {
    const report = judged(`${roles} choreography Main(A, B) { A.x -> B.y; } expect Main : implementable, coherent, sink-final(A);`);
    expect(outcomes(report).slice(-3)).toEqual(["Main: implementable proved", "Main: coherent proved", "Main: sink-final(A) proved"]);
    expect(report.exitCode).toBe(0);
  });

  test("has its local actions judged too", () => {
    const report = judged(
      `${roles} choreography Main(A, B) { if A.(x > 0) { B.x := 1; } else { B.x := 2; } } expect Main : projectable = violated, implementable = violated;`,
    );
    expect(report.exitCode).toBe(0);
  });

  test.each([
    ["protocol P(A, B) { A -> B : l(int); }", "A.1 -> B.x : l;", "proved"],
    ["protocol P(A, B) { A -> B : l(int); }", "A -> B : l;", "violated"],
    ["protocol P(A, B) { choice at A { A -> B : l; } or { A -> B : r; } }", "A -> B : l;", "violated"],
  ])("is judged against the protocol that it claims to implement: %s, %s", (protocol, body, verdict) => {
    const report = judged(`${roles} ${protocol} choreography Main(A, B) implements P { ${body} }`);
    expect(report.verdicts.find(({ property }) => property === "conforms")).toMatchObject({ subject: "Main", verdict });
    expect(report.exitCode).toBe(verdict === "proved" ? 0 : 1);
  });

  test("is unknown where it is no regular protocol", () => {
    const text = `${roles} choreography Main(A, B) { if A.(x > 0) { A -> B : l; call Main(A, B); A -> B : k; } else { A -> B : r; } }`;
    expect(judged(text, { property: "implementable" }).verdicts).toMatchObject([{ verdict: "unknown", reason: expect.stringContaining("no bound") as string }]);
  });
});
