import { describe, expect, test } from "vitest";
import { present } from "../../../calculus/present.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import { contracts } from "../../../calculus/protocols/index.ts";
import { machineOf } from "../verdicts.ts";
import { staticAssumptions } from "./index.ts";
import type { AssumptionFinding } from "./index.ts";

const declarations = `role A { durable d: int = 0; durable c: int = 2; v: int = 0; }
role B { v: int = 0; }
transaction add() at A { d := d + 1; compensate { d := d - 1; } }
transaction put(n: int) at A { d := n; }
pure transaction constant() at A : int { result c; }
pure transaction varying() at A : int { result d; }
pure transaction reading() at A : int { result c + v; }
pure transaction asking() at A { requires d > 0 else abort; }
pure transaction dividing() at A : int { result 1 / d; }
transaction checking() at A { requires d > 0 else abort; }
`;

function findings(statements: string, more = ""): readonly AssumptionFinding[] {
  const { model, diagnostics } = analyseText(`${declarations}${more}
choreography main(A, B) { ${statements} A.c -> B.last; }`);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const known = present(model);
  const machine = machineOf({ model: known, name: "main" }, contracts(known));
  if ("reason" in machine) throw new Error(machine.reason);
  const { parts } = machine.system;
  return staticAssumptions(parts.model, "main", parts.transactions).findings;
}

function found(statements: string, more = ""): readonly string[] {
  return findings(statements, more).map(({ code }) => code);
}

function messages(statements: string, more = ""): readonly string[] {
  return findings(statements, more).map(({ message }) => message.replace(/,? and is not journaled: a replay may take another value$/, ""));
}

describe("chance that a replay would take anew", () => {
  test("is a read of a field that changes", () => {
    expect(found("perform A.add(); A.v := d; A.v -> B.v;")).toEqual(["unjournaled-chance"]);
    expect(found("perform A.add(); A.v := perform varying(); A.v -> B.v;")).toEqual(["unjournaled-chance"]);
  });

  test("is not what is journaled where it is read", () => {
    expect(found("perform A.add(); A.v := journal d; A.v -> B.v;")).toEqual([]);
  });

  test("is not a read of a field that never changes", () => {
    expect(found("perform A.add(); A.v := perform constant(); A.v -> B.v;")).toEqual([]);
    expect(found("A.v := d; A.v -> B.v;")).toEqual([]);
  });

  test("has the field with its commas", () => {
    expect(messages("perform A.add(); A.d -> B.v;")).toEqual(["the durable field A.d, which changes, reaches a message to B"]);
  });
});

const rounds = (body: string): string => `A.i := 0; while A.(i < 5) { A -> B : next; ${body} A.i := i + 1; } A -> B : stop;`;

describe("the flow of chance", () => {
  test("goes round a loop as often as it takes", () => {
    const body = "A.z -> B.v; A.z := y; A.y := x; A.x := w; A.w := any 0..1;";
    expect(messages(`A.x := 0; A.y := 0; A.z := 0; A.w := 0; ${rounds(body)}`)).toEqual(["what A.w is chosen to be reaches a message to B"]);
    expect(found(`A.x := 0; A.y := 0; A.z := 0; A.w := 0; ${rounds(body.replace("any", "journal any"))}`)).toEqual([]);
  });

  test("ends where another value is assigned, in every round", () => {
    expect(found(`A.x := 0; ${rounds("A.x := any 0..1; A.x := 1; A.x -> B.v;")}`)).toEqual([]);
    expect(found(`A.x := 0; ${rounds("A.x -> B.v; A.x := 1; A.x := any 0..1;")}`)).toEqual(["unjournaled-chance"]);
  });

  test("comes out of a loop by its jumps alone", () => {
    const out = (before: string): string =>
      `loop L { A.x := any 0..1; if A.(c > 2) { A -> B : again; continue L; } else { A -> B : out; ${before} break L; } }`;
    expect(found(`A.x := 0; ${out("")} A.x -> B.v;`)).toEqual(["unjournaled-chance"]);
    expect(found(`A.x := 0; ${out("A.x := 0;")} A.x -> B.v;`)).toEqual([]);
  });

  test("goes through calls, and comes back from the same one", () => {
    const calls = "choreography tell(A, B; n: int at A) { A.n -> B.m; } choreography keep(A; n: int at A) { A.v := n; }";
    expect(found("A.x := any 0..1; call tell(A, B; x);", calls)).toEqual(["unjournaled-chance"]);
    expect(found("A.x := any 0..1; call tell(A, B; 1);", calls)).toEqual([]);
    expect(found("A.x := any 0..1; call keep(A; x); A.v -> B.v;", calls)).toEqual(["unjournaled-chance"]);
    expect(found("A.x := any 0..1; call keep(A; x); call keep(A; 1); A.v -> B.v;", calls)).toEqual([]);
  });

  test("goes through recursion, however deep", () => {
    const calls = `choreography down(A, B; n: int at A, a: int at A, b: int at A) {
      if A.(n > 0) { A -> B : more; A.b -> B.m; A.r := any 0..1; call down(A, B; n - 1, r, a); } else { A -> B : end; }
    }`;
    expect(messages("call down(A, B; 3, 0, 0);", calls)).toEqual(["what A.r is chosen to be reaches a message to B"]);
    expect(found("call down(A, B; 3, 0, 0);", calls.replace("A.r := any", "A.r := journal any"))).toEqual([]);
  });

  test("is told by a shortest way", () => {
    const [first] = findings("A.x := any 0..1; if A.(c > 0) { A -> B : l; A.y := x; A.z := y; } else { A -> B : r; A.z := x; } A.z -> B.v;");
    expect(present(first).labels.map(({ message }) => message)).toEqual(["A.x has it", "A.z has it", "it reaches a message to B here"]);
  });
});

describe("chance that decides whether a role can go on", () => {
  test("is a divisor, not what is divided", () => {
    expect(messages("A.x := any 0..1; A.k := 1 / x;")).toEqual(["what A.x is chosen to be decides whether A can go on"]);
    expect(found("A.x := any 0..1; A.k := x / c;")).toEqual([]);
    expect(found("A.x := any 0..1; A.k := x / 2;")).toEqual([]);
  });

  test("is what is looked up, and the condition that leads to a division", () => {
    expect(found("A.x := any 0..1; A.k := [1][x];")).toEqual(["unjournaled-chance"]);
    expect(found("A.x := any 0..1; A.k := if x > 0 then 1 / c else 0;")).toEqual(["unjournaled-chance"]);
    expect(found("A.x := any 0..1; A.k := if x > 0 then 1 / 2 else 0;")).toEqual([]);
  });

  test("is what an assertion asks, and what a choice is bounded by", () => {
    expect(messages("A.x := any 0..1; assert A.(x > 0);")).toEqual(["what A.x is chosen to be decides whether A can go on"]);
    expect(found("A.x := any 0..1; assert A.(c > 0);")).toEqual([]);
    expect(found("A.x := any 0..1; A.y := any 1..x;")).toEqual(["unjournaled-chance"]);
    expect(found("A.x := any 0..1; A.y := any 1..c;")).toEqual([]);
  });

  test("is asked by a transaction that is executed again", () => {
    expect(messages("saga { perform A.add(); perform A.asking(); }")).toEqual(["the durable field A.d, which changes, decides whether asking aborts"]);
    expect(messages("perform A.add(); A.r := perform dividing();").at(0)).toBe("the durable field A.d, which changes, decides whether dividing aborts");
    expect(found("saga { perform A.add(); perform A.checking(); }")).toEqual([]);
    expect(found("saga { perform A.asking(); }")).toEqual([]);
  });
});

describe("what durable state may keep", () => {
  test("is not told by chance", () => {
    expect(messages("A.x := any 0..1; perform A.put(x);")).toEqual(["what A.x is chosen to be reaches the arguments of put"]);
    expect(messages("A.v := any 0..1; A.r := perform reading();")).toEqual(["what A.v is chosen to be reaches what reading reads"]);
    expect(found("A.v := 1; A.r := perform reading();")).toEqual([]);
  });

  test("is journaled where it is chosen, and not later", () => {
    expect(messages("A.x := any 0..1; A.y := journal x;")).toEqual(["what A.x is chosen to be reaches the journal of A"]);
    expect(found("A.x := journal any 0..1; A.y := journal x;")).toEqual([]);
    expect(messages("perform A.add(); A.y := journal 1 / d;")).toEqual(["the durable field A.d, which changes, decides whether A can go on"]);
  });

  test("is not what a role ends with, where it was read and has changed since", () => {
    expect(messages("A.x := d; perform A.add();")).toEqual(["the durable field A.d, which changes, reaches what A ends with"]);
    expect(found("A.x := journal d; perform A.add();")).toEqual([]);
    expect(found("A.x := any 0..1; perform A.add();")).toEqual([]);
  });
});

describe("a transaction performed twice", () => {
  test("is found in loops, in recursion and on one of many paths", () => {
    expect(found(rounds("perform A.add();"))).toEqual(["performed-twice"]);
    expect(
      found("call again(A, B);", "choreography again(A, B) { perform A.add(); if A.(c > 2) { A -> B : l; call again(A, B); } else { A -> B : r; } }"),
    ).toEqual(["performed-twice"]);
    const branches = "if A.(c > 2) { A -> B : l; } else { A -> B : r; } ".repeat(12);
    expect(found(`${branches} if A.(c > 3) { A -> B : l; perform A.add(); } else { A -> B : r; } ${branches} perform A.add();`)).toEqual(["performed-twice"]);
  });

  test("is not one in each branch, nor one with a key", () => {
    expect(found("if A.(c > 2) { A -> B : l; perform A.add(); } else { A -> B : r; perform A.add(); }")).toEqual([]);
    expect(found(rounds("perform A.keyed(i);"), "transaction keyed(n: int) at A { key n; d := d + 1; }")).toEqual([]);
  });
});
