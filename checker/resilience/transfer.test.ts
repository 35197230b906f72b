import { describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import { present } from "../../calculus/present.ts";
import type { Verdict } from "../verdict.ts";
import type { VerifyOptions } from "../options.ts";
import { combined, judgedVerdicts } from "./judge.ts";
import type { ReplayItem } from "./replay-properties.ts";

function judged(text: string, item: ReplayItem, options: VerifyOptions = {}, name = "main"): Verdict {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const faults = present([...model.faults.values()][0]);
  const subject = { model, name, faults, ...(model.runtime === undefined ? {} : { runtime: model.runtime }) };
  return present(judgedVerdicts(subject, [item], contracts(model), options)[0]);
}

/** Explored, with the reason; and what exploration says. */
function explored(text: string, item: ReplayItem, name = "main"): string {
  const { method, verdict, evidence } = judged(text, item, {}, name);
  const why = evidence.flatMap((line) => line.split("does not apply: ").slice(1));
  return method === "by-design" ? "by design" : `${verdict}: ${why.join()}`;
}

const fields = `type Small = int where value >= 0 and value <= 3;
  role A { durable x: Small = 1; durable z: Small = 0; v: Small = 0; }
  role B { durable y: Small = 0; }`;
const once = "faults F { crash anywhere at most 1; }";

const take = "transaction take(n: Small) at A { x := x - n; compensate { x := x + n; } }";
const pay = "transaction pay(n: Small) at B { requires y >= n else abort; y := y - n; compensate { y := y + n; } }";

const saga = `${fields}
  transaction take(n: Small) at A { requires x >= n else abort; x := x - n; compensate { x := x + n; } }
  transaction pay(n: Small) at B { requires y >= n else abort; y := y - n; compensate { y := y + n; } }
  choreography main(A, B) { saga { perform A.take(1); A.1 -> B.n; perform B.pay(n); B.n -> A.m; } }
  faults F { crash anywhere at most 1; reorder; lose; duplicate; restart broker at most 1; }`;

describe("programs whose assumptions are established", () => {
  test.each(["replay-safe", "recovers", "exactly-once", "saga-atomic"] as const)("a saga is %s by the theorem, and by exploration too", (item) => {
    const verdict = judged(saga, item);
    expect(verdict).toMatchObject({ verdict: "proved", method: "by-design", states: 0 });
    expect(verdict.theorem).toMatch(item === "saga-atomic" ? /^T23,.*not mechanised$/ : /^T22,.*not mechanised$/);
    expect(verdict.assumptions.join("\n")).toContain("take is journaled, pay is journaled");
    expect(judged(saga, item, { paranoid: true })).toMatchObject({ verdict: "proved", method: "replay" });
  });

  test("a role that ends before it knows of success is told of an abort all the same", () => {
    const text = `${fields} ${take} ${pay} choreography main(A, B) { saga { perform A.take(1); A.1 -> B.n; perform B.pay(n); } } ${once}`;
    expect(judged(text, "saga-atomic")).toMatchObject({ verdict: "proved", method: "by-design" });
    expect(judged(text, "saga-atomic", { paranoid: true })).toMatchObject({ verdict: "proved", method: "replay" });
  });

  test("that a compensation undoes is told with who says so", () => {
    expect(judged(saga, "saga-atomic").assumptions).toContain("pay is compensated (proved: exhaustive evaluation)");
  });

  test("what no theorem is about is explored", () => {
    expect(judged(saga, "residue-free")).toMatchObject({ verdict: "proved", method: "replay" });
    expect(judged(saga, "outcome-deterministic").method).toBe("replay");
  });

  test("numbers without bounds are no matter", () => {
    const text = `role A { durable x: int = any; } role B { durable y: int = 0; }
      transaction add(n: int) at A { x := x + n; }
      choreography main(A, B) { B.y -> A.n; perform A.add(n); } ${once}`;
    expect(judged(text, "replay-safe")).toMatchObject({ verdict: "proved", method: "by-design" });
    expect(judged(text, "replay-safe", { paranoid: true })).toMatchObject({ verdict: "proved", method: "by-design" });
  });

  test("an idempotent transaction, others in between", () => {
    const text = `${fields} idempotent transaction mark() at A : int { x := 2; result 5; } transaction put(n: Small) at A { z := n; }
      choreography main(A, B) { A.r := perform mark(); perform A.put(1); A.r -> B.r; } ${once}`;
    expect(judged(text, "replay-safe")).toMatchObject({ verdict: "proved", method: "by-design" });
    expect(judged(text, "replay-safe", { paranoid: true })).toMatchObject({ verdict: "proved", method: "replay" });
  });
});

const put = "transaction put(n: Small) at A { x := n; }";

describe("programs to which the theorem of replay does not apply", () => {
  test.each([
    [
      "messages are acknowledged on receipt",
      `${put} choreography main(A, B) { B.1 -> A.n; perform A.put(n); A.n -> B.m; } runtime replay { ack receipt; } ${once}`,
      "violated: the machine has ack receipt",
    ],
    [
      "a role crashes for good",
      `${put} choreography main(A, B) { perform A.put(1); A.1 -> B.m; } faults F { crash A permanently at most 1; }`,
      "violated: it is not about `crash A permanently`",
    ],
    [
      "an exception is no crash",
      `${put} choreography main(A, B) { perform A.put(1); A.1 -> B.m; } faults F { exception A at most 1; }`,
      "proved: it is not about `exception A`",
    ],
    [
      "a choice reaches a message",
      `choreography main(A, B) { A.n := any 0..1; A.n -> B.m; A.0 -> B.k; } ${once}`,
      "violated: what A.n is chosen to be reaches a message to B and is not journaled: a replay may take another value",
    ],
    [
      "a choice decides whether a role fails",
      `choreography main(A, B) { A.n := any 0..1; A.k := 1 / n; A.1 -> B.m; A.2 -> B.l; } ${once}`,
      "violated: what A.n is chosen to be decides whether A can go on, and is not journaled: a replay may take another value",
    ],
    [
      "a branch is chosen",
      `choreography main(A, B) { choose A { A -> B : l; A.p := 1; B.q := 1; } or { A -> B : r; A.p := 2; B.q := 2; } A.1 -> B.k; } ${once}`,
      "violated: A chooses a branch, and does not journal which: a replay may take another one",
    ],
    [
      "an effect is raw",
      `raw transaction add() at A { x := x + 1; } choreography main(A, B) { perform A.add(); A.1 -> B.m; } ${once}`,
      "violated: A performs add, which is raw: a replay does it again",
    ],
    [
      "a field is written outside",
      `choreography main(A, B) { A.x := x + 1; A.1 -> B.m; } ${once}`,
      "violated: A writes its durable field x outside of a transaction: a replay writes it again",
    ],
    [
      "one transaction is performed twice",
      `${put} choreography main(A, B) { perform A.put(1); perform A.put(2); A.1 -> B.m; } ${once}`,
      "proved: A performs put twice in a session, and the journal knows one: the second does not happen",
    ],
    [
      "what is called idempotent is not",
      `idempotent transaction add() at A { x := x + 1; } choreography main(A, B) { perform A.add(); A.1 -> B.m; } ${once}`,
      "violated: that add is idempotent is violated",
    ],
    [
      "what changes nothing answers something else after others",
      `idempotent transaction look() at A : int { result x; } ${put} choreography main(A, B) { A.r := perform look(); A.r -> B.s; perform A.put(2); A.r -> B.r; } ${once}`,
      "violated: that look answers the same after put is violated",
    ],
    [
      "an idempotent one chooses",
      `idempotent transaction pick() at A { x := any Small; } choreography main(A, B) { perform A.pick(); A.1 -> B.m; } ${once}`,
      "proved: that pick is deterministic is violated",
    ],
    [
      "whether it aborts is decided again",
      `pure transaction ask() at A { requires x > 0 else abort; } ${put} choreography main(A, B) { saga { perform A.ask(); perform A.put(0); A.1 -> B.m; } } ${once}`,
      "violated: the durable field A.x, which changes, decides whether ask aborts, and is not journaled: a replay may take another value",
    ],
    [
      "no run comes to an end",
      `choreography main(A, B) { A.k := 1 / v; A.k -> B.m; } ${once}`,
      "vacuous: no run without faults was found that comes to an end",
    ],
  ])("%s", (_, text, expected) => {
    expect(explored(`${fields} ${text}`, "replay-safe")).toBe(expected);
  });

  test("a choice that waits for the third round of a loop", () => {
    const text = `${fields} choreography main(A, B) {
        A.b := 0; A.c := 0; A.i := 0;
        while A.(i < 3) { A -> B : next; A.d := c; A.c -> B.m; A.c := b; A.b := any 0..1; A.i := i + 1; }
        A -> B : stop;
      } ${once}`;
    // Exploration finds it among tens of thousands of states: A.d and B.m are not the same.
    const { verdict, evidence } = judged(text, "replay-safe", { maxStates: 100 });
    const why = "what A.b is chosen to be reaches a message to B and is not journaled: a replay may take another value";
    expect([verdict, evidence.at(-1)]).toEqual(["unknown", `explored, because the theorem T22 does not apply: ${why}`]);
  });

  test("systems", () => {
    const text = `${fields} choreography main(A, B) { A.1 -> B.m; } system S { A = project main; B = project main; } ${once}`;
    expect(explored(text, "replay-safe", "S")).toBe("proved: S is no choreography: what its processes assume is not looked at");
  });
});

const order = "choreography main(A, B) { saga { perform A.take(1); A.1 -> B.n; perform B.pay(n); B.n -> A.m; } }";

describe("programs to which the theorem of sagas does not apply", () => {
  test.each([
    [
      "nothing undoes it",
      `transaction take(n: Small) at A { x := x - n; } ${pay} ${order} ${once}`,
      "violated: A performs take, which has no compensation, while B may still abort at pay",
    ],
    [
      "what cannot abort divides by zero",
      `transaction take(n: Small) at A { x := 2 / n; } transaction add() at B { y := 1; } choreography main(A, B) { B.0 -> A.n; saga { perform B.add(); B.1 -> A.m; perform A.take(n); A.1 -> B.e; } } ${once}`,
      "violated: that take always completes is violated",
    ],
    [
      "a compensation gives back too much",
      `transaction take(n: Small) at A { x := x - n; compensate { x := 3; } } ${pay} ${order} ${once}`,
      "proved: that take is compensated is violated",
    ],
    ["the program tells of aborts", `${take} ${pay} ${order} runtime replay { abort explicit; } ${once}`, "proved: aborts are the program's business"],
    [
      "another session is undone",
      `${take} transaction last() at A { requires z > 0 else abort; z := 0; compensate { z := 1; } } transaction clear() at A { x := 0; compensate { x := x; } } choreography main(A) { saga { perform A.take(1); perform A.clear(); perform A.last(); } } runtime replay { sessions 2; } ${once}`,
      "proved: that the compensation of take leaves clear alone is violated",
    ],
  ])("%s", (_, text, expected) => {
    expect(explored(`${fields} ${text}`, "saga-atomic")).toBe(expected);
  });

  test("loops are not followed", () => {
    const text = `${fields} ${put} choreography main(A, B) { A.i := 0; while A.(i < 1) { A -> B : next; A.i := i + 1; } A -> B : stop; perform A.put(1); } ${once}`;
    expect(explored(text, "saga-atomic")).toContain("vacuous: there are loops");
    expect(judged(text, "replay-safe").method).toBe("by-design");
  });
});

describe("sagas are vacuously atomic", () => {
  const bounded = `role A { durable x: int = 0; } role B;`;
  const never = `transaction take() at A { requires x >= 0 else abort; x := x + 1; compensate { x := x - 1; } } choreography main(A, B) { saga { perform A.take(); A.x -> B.n; } } ${once}`;
  test.each([
    [
      "where nothing that is performed can abort",
      `${fields} ${put} choreography main(A, B) { perform A.put(1); A.1 -> B.m; } ${once}`,
      /nothing that is performed can abort/,
    ],
    [
      "where nothing is written",
      `${bounded} pure transaction get() at A : int { result x; } choreography main(A, B) { perform A.get(); A.1 -> B.m; } ${once}`,
      /nothing is done/,
    ],
    ["where what could abort never does", `${bounded} ${never} runtime replay { commit split; }`, /no run aborts/],
  ])("%s", (_, text, expected) => {
    expect(judged(text, "saga-atomic")).toMatchObject({ verdict: "vacuous", reason: expect.stringMatching(expected) as string });
  });
});

describe("a theorem and exploration", () => {
  const base = judged(saga, "residue-free");
  const byTheorem = { kind: "by-theorem", theorem: "T22", assumptions: ["all"], evidence: [] } as const;
  test("that contradict each other are a disagreement", () => {
    expect(combined(base, byTheorem, { ...base, verdict: "violated", reason: "x is 1" })).toMatchObject({ verdict: "disagreement" });
  });
  test("of which one knows nothing leave what the other knows", () => {
    expect(combined(base, byTheorem, { ...base, verdict: "unknown" })).toMatchObject({ verdict: "proved", method: "by-design", theorem: "T22" });
    expect(combined(base, byTheorem, { ...base, verdict: "vacuous" })).toMatchObject({ verdict: "vacuous" });
  });
});
