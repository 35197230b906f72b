/** Refinements of protocols: what is said of them, by an example each; that it is right in general is T14-refinements. */
import { describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { verifyModel } from "../judge.ts";
import { chooseSolver } from "../smt/backends/index.ts";
import { refinementJudge, type RefinementItem } from "./index.ts";

const solver = chooseSolver("wasm");

function judged(text: string, item: RefinementItem, asksNobody = false) {
  const { model, diagnostics } = analyseText(text);
  const protocol = model?.protocols.get("P");
  if (model === undefined || protocol === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
  const { verdict, reason, evidence } = refinementJudge(protocol, model.definitions, asksNobody ? {} : { solver })(item);
  return { verdict, reason, evidence };
}

const record = "enum Colour { Red, Green } record Order { price: (int where value > 0), colour: Colour }";

describe("progress", () => {
  test("fails with values of every kind, as people write them", () => {
    const text = `${record} protocol P(A, B) { A -> B : ask(o: Order, s: string, u: bool);
      B -> A : no((unit where o.colour == Red and s != "me" and u)); }`;
    expect(judged(text, "progress").reason).toBe(
      'after A -> B : ask(Order(price: 1, colour: Red), "me", false), no values satisfy the refinements with which B could send no to A',
    );
  });

  test("asks nobody where there are always values", () => {
    const text =
      "fn next(n: int): int = n + 1; protocol P(A, B) { A -> B : x(x: int); B -> A : y((int where value > next(x) and value < max(x, 0) + abs(x) + 9)); }";
    expect(judged(text, "progress", true)).toMatchObject({ verdict: "proved" });
    expect(judged("protocol P(A, B) { A -> B : x(x: int); B -> A : y((int where value == 0 and x > 0)); }", "progress", true).reason).toBe(
      "no solver is asked",
    );
  });

  test("is of messages to several receivers with one payload", () => {
    expect(judged("protocol P(A, B, C) { A -> B : l(x: int); A -> B, C : m(x: (int where value > x)); }", "progress").verdict).toBe("proved");
  });

  test.each([
    ["lists", "protocol P(A, B) { A -> B : l(x: list<int>); B -> A : m((int where value > length(x))); }", "`length` in refinements has no encoding"],
    [
      "products of what is chosen",
      "protocol P(A, B) { A -> B : l(x: int); B -> A : m(y: (int where value * value == x)); }",
      "whether there are values for a message of B",
    ],
    [
      "divisions by what was sent",
      "protocol P(A, B) { A -> B : l(x: int); B -> A : m((int where value == 1 / x)); }",
      "a division by what is no number other than 0 has no encoding",
    ],
    [
      "functions with requirements",
      "fn f(n: int): int requires n > 0 = n; protocol P(A, B) { A -> B : l(x: int); B -> A : m((int where value == f(x))); }",
      "`f` in refinements has no encoding",
    ],
  ])("is unknown of %s", (_, text, reason) => {
    const verdict = judged(text, "progress");
    expect(verdict.verdict).toBe("unknown");
    expect(verdict.reason).toContain(reason);
  });

  test("knows that what a refinement does not speak of may be of any type", () => {
    expect(judged("protocol P(A, B) { A -> B : l(x: list<int>, n: (int where value > 0)); B -> A : m(P@A, (int where value < n)); }", "progress").verdict).toBe(
      "proved",
    );
  });
});

describe("loops of a protocol", () => {
  test("in a sub-protocol have names of their own", () => {
    const text = `protocol Q(A, B) { rec X(x: (int where value < 2) = 0) { choice at A { A -> B : again; continue X(x + 1); } or { A -> B : over; } } }
      protocol P(A, B) { A -> B : first(x: int); do Q(A, B); B -> A : last((int where value == x)); }`;
    expect(judged(text, "loop-invariants").reason).toBe(
      "after A -> B : first(0), A -> B : again(), A -> B : again(), `x` becomes 2, which does not satisfy its refinement".replaceAll("()", ""),
    );
    expect(judged(text, "progress").verdict).toBe("proved");
  });

  test("set all variables at once", () => {
    const text = (next: string): string =>
      `protocol P(A, B) { rec X(m: int = 0, n: (int where value == 1 - m) = 1) { choice at A { A -> B : swap; continue X(${next}); } or { A -> B : over; } } }`;
    expect(judged(text("n, m"), "loop-invariants").verdict).toBe("proved");
    expect(judged(text("n, n"), "loop-invariants").reason).toContain("after A -> B : swap, `n` becomes 1");
  });
});

describe("what is judged of a file", () => {
  const verdicts = (text: string): readonly string[] =>
    verifyModel(analyseText(text), { solver }).verdicts.map(({ property, verdict, informs }) => `${property} ${verdict}${informs === true ? ", told" : ""}`);

  test("has progress where payloads are refined, and invariants where variables of loops are", () => {
    expect(verdicts("protocol P(A, B) { A -> B : l(int); }").slice(3)).toEqual([]);
    expect(verdicts("protocol P(A, B) { A -> B : l((int where value > 0)); }").slice(3)).toEqual(["progress proved"]);
    expect(verdicts("protocol P(A, B) { rec X(n: (int where value > 0) = 1) { A -> B : l; continue X(n); } }").slice(3)).toEqual([
      "progress proved",
      "loop-invariants proved",
    ]);
    expect(verdicts("protocol P(A, B) { A -> B : l((list<int> where length(value) > 0)); }").slice(3)).toEqual(["progress unknown, told"]);
  });
});
