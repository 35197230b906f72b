import { describe, expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { conclude } from "./conclude.ts";
import { recordingChooser } from "./explicit-state/chooser.ts";
import { explore } from "./explicit-state/explore.ts";
import type { Target } from "./explicit-state/target.ts";
import type { Question } from "./items.ts";
import { verifyModel } from "./judge.ts";
import { defaultBounds } from "./options.ts";
import type { VerifyOptions } from "./options.ts";
import type { Verdict } from "./verdict.ts";

function verdictsOf(text: string, options: VerifyOptions = {}): ReadonlyMap<string, Verdict> {
  const analysis = analyseText(text);
  expect(analysis.diagnostics).toEqual([]);
  return new Map(verifyModel(analysis, options).verdicts.map((verdict) => [verdict.property, verdict]));
}

function unreachable(): never {
  throw new Error("there is no state");
}

const runItems = ["no-failure", "deadlock-free", "reception-safe", "orphan-free"] as const;

/** A role that goes beyond the limits, before something that others wait for. */
const beyond = (declarations: string, expression: string): string => `${declarations}
role A { n: int = 10000000; s: string = "ab"; }
role B { x: int = 0; }
choreography C(A, B) { A.${expression} -> B.y; assert B.(x == 0); }
expect C : reception-safe, orphan-free;`;

const bits = "a limit of the evaluator was met: A, evaluating power(2, n): integer of more than 1048576 bits";
const chain = `${Array.from({ length: 2000 }, (_, index) => `fn f${index}(x: int): int = f${index + 1}(x);`).join("\n")}\nfn f2000(x: int): int = x;`;

describe("a limit of the evaluator is no verdict on the program", () => {
  test.each([
    ["", "power(2, n)", bits],
    [chain, "f0(n)", "a limit of the evaluator was met: A, evaluating f0(n): evaluation nested deeper than 1500"],
  ])("%#: nothing failed, nobody is in deadlock, and nothing is proved", (declarations, expression, reason) => {
    for (const options of [{}, { paranoid: true }, { maxDepth: 50 }]) {
      const verdicts = verdictsOf(beyond(declarations, expression), options);
      for (const item of [...runItems, "assert"]) expect(verdicts.get(item), item).toMatchObject({ verdict: "unknown", reason });
      expect(verdicts.get("projectable")?.verdict).toBe("proved");
    }
  });

  test("a step that is total in theory is not proved never to fail once its values went beyond the limits", () => {
    const verdicts = verdictsOf(`role A { s: string = "ab"; go: bool = true; } choreography C(A) { while A.go { A.s := s + s; } }`);
    expect(verdicts.get("no-failure")).toMatchObject({
      verdict: "unknown",
      reason: "a limit of the evaluator was met: A, evaluating s + s: string of more than 1000000 characters",
    });
  });

  test("what is violated elsewhere stays violated", () => {
    const verdicts = verdictsOf(`role A { n: int = 10000000; } role B { x: int = 0; }
choreography C(A, B) { A.n := power(2, n); B.x := 1; assert B.(x == 0); B.x := x / (x - 1); }
property Low of C = always B.x == 0;
property Shown of C = witness B.x == 1;
property Hidden of C = witness B.x == 2;
property Fine of C = always B.x <= 1;`);
    expect(verdicts.get("no-failure")?.verdict).toBe("violated");
    expect(verdicts.get("assert")?.verdict).toBe("violated");
    expect(verdicts.get("Low")?.verdict).toBe("violated");
    expect(verdicts.get("Shown")?.verdict).toBe("proved");
    for (const name of ["Hidden", "Fine"]) expect(verdicts.get(name), name).toMatchObject({ verdict: "unknown", reason: bits });
  });

  test("a formula that meets a limit has no known truth: the property is unknown, unless another state decides it", () => {
    const verdicts = verdictsOf(`role A { n: int = 10000000; } role B { x: int = 0; }
choreography C(A, B) { A.n := 1; A.n := 2; }
property Always of C = always power(2, A.n) > 0;
property Never of C = never power(2, A.n) == 4;
property Witness of C = witness power(2, A.n) == 4;
property Absent of C = witness power(2, A.n) == 5;
property Finally of C = finally power(2, A.n) == 4;`);
    const reason = "a limit of the evaluator was met: evaluating power(2, A.n) > 0: integer of more than 1048576 bits";
    expect(verdicts.get("Always")).toMatchObject({ verdict: "unknown", reason });
    expect(verdicts.get("Never")?.verdict).toBe("violated");
    expect(verdicts.get("Witness")?.verdict).toBe("proved");
    expect(verdicts.get("Absent")).toMatchObject({ verdict: "unknown", reason: reason.replace("> 0", "== 5") });
    expect(verdicts.get("Finally")?.verdict).toBe("proved");
  });

  test("a refinement beyond the limits leaves the choice open, and is not taken for one without values", () => {
    const verdicts = verdictsOf(`role A { n: int = 0; }
choreography C(A) { A.n := any int where 0 <= value and value <= 1 and power(2, 10000000 * value) > 0; assert A.(n == 0); }`);
    expect(verdicts.get("assert")).toMatchObject({ verdict: "unknown", reason: expect.stringContaining("evaluating the values of A.n") as string });
  });
});

describe("what is too much to look through", () => {
  test("a range that is larger than the limit is not called infinite", () => {
    const verdicts = verdictsOf("role A { x: int = 0; y: int = any; } choreography C(A) { A.x := any 0..99999999999; assert A.(x >= 0); }");
    expect(verdicts.get("assert")).toMatchObject({
      verdict: "unknown",
      reason: "A.y ranges over infinitely many values; A.x ranges over more values than the limit of 100000",
    });
  });

  test("more initial states than the limit are never a proof, and the reason names the fields whose values are left out", () => {
    const chooser = recordingChooser();
    const initial = chooser.initial();
    const values = Array.from({ length: 100 }, (_, index) => BigInt(index));
    for (const description of ["A.a", "A.b", "A.c"]) initial.choose({ kind: "any", role: "A", description }, { kind: "finite", values });
    const found = explore(
      { initial: () => [], key: () => "", scene: unreachable, moves: () => [], facts: unreachable },
      new Map<Question, Target>(),
      defaultBounds,
    );
    expect(conclude({ kind: "built-in", item: "no-failure" }, { ...found, initialStates: 100_000 }, chooser, new Set())).toEqual({
      outcome: "unknown",
      reason: "there are more than 100000 initial states: not all values of A.c are tried",
    });
  });
});

describe("nothing to look at", () => {
  test("without an initial state every property is vacuous, a witness too", () => {
    const verdicts = verdictsOf(`role A { x: int = any int where value > 0 and value < 1; } choreography C(A) { }
property W of C = witness A.x > 0;
property P of C = always A.x > 0;`);
    const reason = "there is no initial state: no value for A.x";
    for (const name of ["W", "P"]) expect(verdicts.get(name), name).toMatchObject({ verdict: "vacuous", reason });
  });
});

test("a queue that grows without end ends the exploration, naming the queue", () => {
  const verdicts = verdictsOf(`role A { go: bool = true; n: int = 0; } role B { m: int = 0; }
choreography C(A, B) { while A.go { A -> B : t; } A -> B : done; }
property Cross of C = always A.n == 0 or B.m == 0;`);
  expect(verdicts.get("Cross")).toMatchObject({ verdict: "unknown", reason: "the queue from A to B grew beyond 10000 messages" });
});
