import { describe, expect, test } from "vitest";
import { analyseText } from "../../loading/index.ts";

const roles = "role A { durable x: int = 1; y: int = 0; } role B { durable z: int = 0; }";
const t = "transaction t(n: int) at A : int { requires x > 0 else abort; x := x - n; result x; compensate { x := x + n; } }";
const u = "transaction u() at B { z := z + 1; }";

function codes(text: string): readonly string[] {
  return analyseText(text).diagnostics.map(({ code }) => code);
}

function inside(body: string, more = ""): readonly string[] {
  return codes(`${roles} ${t} ${u} ${more} choreography main(A, B) { ${body} }`);
}

function transaction(text: string): readonly string[] {
  return codes(`${roles} ${text} choreography main(A, B) { A -> B : go; }`);
}

describe("in a transaction", () => {
  test.each([
    ["transaction s(n: int) at A { key y; }", ["unknown-name"]],
    ["transaction s(n: int) at A { key n * 2; writes x; x := n; }", []],
    ["transaction s(n: int) at A { x := n; key n; }", ["misplaced-clause"]],
    ["transaction s() at A { if x > 0 { requires true else abort; } }", ["misplaced-clause"]],
    ["transaction s() at A { abort; }", ["misplaced-clause"]],
    ["transaction s() at A { perform s(); }", ["misplaced-clause"]],
    ["transaction s() at A { compensate { compensate {} } }", ["misplaced-clause"]],
    ["transaction s() at A { compensate { abort; } }", ["compensation-may-abort"]],
    ["transaction s() at A { compensate { if x > 0 { perform s(); } } }", ["compensation-may-abort"]],
    ["transaction s() at A { B.z := 1; }", ["transaction-writes-elsewhere"]],
    ["transaction s() at A { A.x := 1; }", ["role-as-value"]],
    ["transaction s() at A { y := 1; }", ["volatile-in-transaction"]],
    ["transaction s(n: int) at A { n := 1; }", ["volatile-in-transaction"]],
    ["transaction s() at A { q := 1; }", ["volatile-in-transaction"]],
    ["transaction s() at A { x := z; }", ["unknown-name"]],
    ["transaction s() at A { x := true; }", ["type-mismatch"]],
    ["transaction s() at A { x := random(); }", []],
    ["transaction s() at A { x := 1 + random(); }", ["chance-in-expression"]],
    ["transaction s() at A { x := any 0..y; }", []],
    ["transaction s() at C {}", ["unknown-role"]],
    ["transaction s(x: int) at A {}", ["shadowed-name"]],
    ["transaction s(result: int) at A : int { result 1; }", ["shadowed-name"]],
    ["transaction s() at A : int { result true; }", ["type-mismatch"]],
    ["transaction s() at A : int {}", ["transaction-result"]],
    ["transaction s() at A { result 1; }", ["transaction-result"]],
    ["transaction s() at A : int { result 1; compensate { x := result; } }", []],
    ["transaction s() at A { reads x; writes x; x := x + y; }", []],
    ["transaction s() at A { reads y; }", ["unknown-name"]],
    ["transaction s() at A { writes x; compensate { x := x + 1; } }", []],
    ["transaction s() at A { reads x; x := x + 1; }", []],
    ["transaction s() at A { writes z; }", ["unknown-name"]],
    ["pure transaction s() at A { x := 1; }", ["contradictory-effect"]],
    ["raw idempotent transaction s() at A { x := 1; }", ["contradictory-effect"]],
    ["compensatable transaction s() at A { x := 1; }", ["contradictory-effect"]],
    ["compensatable irrevocable transaction s() at A { x := 1; }", ["contradictory-effect"]],
    ["irrevocable transaction s() at A { compensate {} }", ["contradictory-effect"]],
    ["transaction main() at A {}", ["duplicate-name"]],
    ["fn now(): int;", ["reserved-builtin-name"]],
  ])("%s", (text, expected) => {
    expect(transaction(text)).toEqual(expected);
  });
});

describe("in a choreography", () => {
  test.each([
    ["perform B.u();", []],
    ["perform A.u();", ["transaction-of-another-role"]],
    ["perform B.w();", ["unknown-transaction"]],
    ["perform B.main();", ["unknown-transaction"]],
    ["perform B.u(1);", ["wrong-argument-count"]],
    ["B.r := perform u();", ["transaction-result"]],
    ["call u(B);", ["unknown-choreography"]],
    ["perform A.t(1);", ["abort-outside-saga"]],
    ["abort A;", ["abort-outside-saga"]],
    ["saga { perform A.t(true); }", ["type-mismatch"]],
    ["saga { A.r := perform t(1); A.r -> B.r; }", []],
    ["saga { A.r := perform t(1); } A.r -> B.r;", ["unassigned-variable"]],
    ["A.r := 0; saga { A.r := perform t(1); } A.r -> B.r;", []],
    ["saga { A.q := 1; perform A.t(1); A.r := 1; } else { A.q -> B.q; }", []],
    ["saga { A.q := 1; perform A.t(1); A.r := 1; } else { A.r -> B.q; }", ["unassigned-variable"]],
    ["saga { perform A.t(1); } else { perform A.t(1); }", ["abort-outside-saga"]],
    ["saga { perform A.t(1); } else { perform B.u(); }", []],
    ["saga { saga {} }", ["nested-saga"]],
    ["saga { abort A; A.q := 1; }", ["unreachable-statement"]],
    ["saga { abort A; }", []],
    ["saga { if A.(x > 0) { abort A; } A.q := 1; A.q -> B.q; }", []],
    ["saga { while A.(x > 0) { perform A.t(1); } }", ["not-yet-supported"]],
    ["saga { call other(A, B); }", ["not-yet-supported"]],
    ["loop L { saga { perform A.t(1); } }", []],
    ["A.q := journal uuid(); A.r := journal any 0..1; A.p := now();", []],
    ["A.q := journal any;", ["ambiguous-type"]],
    ["A.x := journal any where value > 0;", []],
    ["A.q := journal 1 + now();", ["chance-in-expression"]],
    ["A.uuid() -> B.q;", ["chance-in-expression"]],
  ])("%s", (body, expected) => {
    expect(inside(body, "choreography other(A, B) { perform B.u(); }")).toEqual(expected);
  });

  test("a formal role performs what its state has, and a larger role may play it", () => {
    const text = `role W { durable n: int = 0; } role V { durable n: int = 0; durable m: int = 0; }
transaction s() at W : int { n := n + 1; result n; }
choreography one(P: W) { P.k := perform s(); P.n := journal any 0..2; }
choreography main(W, V) { call one(W); call one(V); }`;
    expect(codes(text)).toEqual([]);
  });

  test("no parameter of a transaction is a field of a role that may play its formal role", () => {
    const text = `role W { durable n: int = 0; } role V { durable n: int = 0; m: int = 0; }
transaction s(m: int) at W { n := m; }
choreography one(P: W) { perform P.s(2); }
choreography main(W, V) { call one(W); call one(V); }`;
    expect(codes(text)).toEqual(["shadowed-name"]);
  });

  test("a saga of very many conditionals is refused", () => {
    const body = "if A.(x > 0) { perform B.u(); } ".repeat(10);
    expect(inside(`saga { ${body} }`)).toEqual(["not-yet-supported"]);
    expect(inside(`saga { ${"perform A.t(1); ".repeat(151)} }`)).toEqual(["not-yet-supported"]);
  });
});

describe("runtimes", () => {
  test.each([
    ["runtime replay;", []],
    ["runtime replay as-implemented { journal off; abort explicit; sessions 2; }", []],
    ["runtime replay asimplemented;", ["unknown-setting"]],
    ["runtime replay { journal maybe; }", ["unknown-setting"]],
    ["runtime replay { sessions 0; }", ["unknown-setting"]],
    ["runtime replay { sessions on; }", ["unknown-setting"]],
    ["runtime replay { sessions 1; sessions 2; }", ["duplicate-setting"]],
    ["runtime replay; runtime replay;", ["duplicate-runtime"]],
  ])("%s", (text, expected) => {
    expect(transaction(text)).toEqual(expected);
  });
});

describe("fault models of runtimes", () => {
  test.each([
    ["crash anywhere at most 1; exception A at most 1; restart broker at most 1; delay A -> B; partition A from B;", "recovers", []],
    ["crash anywhere;", "recovers", ["unbounded-crashes"]],
    ["restart broker;", "saga-atomic", ["unbounded-crashes"]],
    ["exception C at most 1;", "recovers", ["unknown-role"]],
    ["partition A from A;", "recovers", ["impossible-fault"]],
    ["exception A at most 1;", "deadlock-free", ["not-yet-supported"]],
    ["crash anywhere at most 1;", "deadlock-free", []],
  ])("%s %s", (clauses, item, expected) => {
    expect(inside("perform B.u();", `faults F { ${clauses} } expect main under F : ${item} = unknown;`)).toEqual(expected);
  });

  test("a property of whole runs is promised where crashes come to an end", () => {
    const expectation = (budget: string): string => `property P = eventually B.z == 1; faults F { crash B${budget}; } expect P under F : proved;`;
    expect(inside("perform B.u();", expectation(""))).toEqual(["unbounded-crashes"]);
    expect(inside("perform B.u();", expectation(" at most 1"))).toEqual([]);
    expect(inside("B.q := 1;", expectation(""))).toEqual([]);
  });
});
