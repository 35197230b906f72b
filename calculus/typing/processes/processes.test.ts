/** Processes that are ill scoped or, whatever their protocol says, ill typed. */
import { describe, expect, test } from "vitest";
import { analyseText } from "../../loading/index.ts";
import { errorsOf } from "../expect-errors.ts";

const world = `role A { stock: int = 3; name: string = "a"; } enum Colour { Red, Blue(int) } const k = 2; fn f(x: int): int;
protocol P(A, B) { A -> B : l(int); B -> A : r(int); } protocol Q(C, D) { C -> D : go; } `;

function expectMarked(code: string, body: string): void {
  const marked = `${world} process Main(n: int) plays A in P { ${body} }`;
  const { found, marks } = errorsOf(marked);
  expect(found).toEqual(marks.map((at) => ({ code, at })));
}

describe("statements", () => {
  test.each([
    ["unknown-role", "«D»!l(1);"],
    ["unknown-role", "«C»?l(x);"],
    ["unknown-role", "branch «E» { l => { } }"],
    ["self-communication", "«A»!l(1);"],
    ["unknown-name", "B!l(«y»);"],
    ["unknown-function", "B!l(«g»(1));"],
    ["unassigned-variable", "B!l(«x»); B?r(x);"],
    ["unassigned-variable", "if n > 0 { B?r(x); } B!l(«x»);"],
    ["unassigned-variable", "branch B { r(x) => { } s => { } } B!l(«x»);"],
    ["unassigned-variable", "while n > 0 { n := n - 1; x := n; } B!l(«x»);"],
    ["type-mismatch", "B!l(1 + «name»);"],
    ["type-mismatch", "if «n» { }"],
    ["type-mismatch", "while «stock» { }"],
    ["type-mismatch", "stock := «name»;"],
    ["type-mismatch", 'x := 1; x := «"one"»;'],
    ["type-mismatch", "assert «n»;"],
    ["non-exhaustive-match", "x := Red; «match x» { Red => { } }"],
    ["redundant-case", "match n { _ => { } «0» => { } }"],
    ["redundant-case", "branch B { r(x) => { } «r»(y) => { } }"],
    ["redundant-case", "branch { B?r(x) => { } B?s => { } B?«r»(y) => { } }"],
    ["unknown-role", "branch { B?r(x) => { } «E»?r(x) => { } }"],
    ["self-communication", "branch { B?r(x) => { } «A»?r(x) => { } }"],
    ["unassigned-variable", "branch { B?r(x) => { } B?s => { } } B!l(«x»);"],
    ["choice-without-alternative", "«branch B { }»"],
    ["choice-without-alternative", "«branch { }»"],
    ["choice-without-alternative", "«select { }»"],
    ["type-mismatch", "select { when «n»: skip }"],
    ["unknown-role", "select { «E»!l(1) }"],
    ["self-communication", "select { B?r(x) «A»?r(x) }"],
    ["unassigned-variable", "select { when «x» > 1: B?r(x) }"],
    ["unassigned-variable", "select { B?r(x) skip } B!l(«x»);"],
    ["unassigned-variable", "select { skip do { x := 1; y := «x»; } }"],
    ["repeated-variable", "select { skip do { x := 1; «x» := 2; } }"],
    ["not-assignable", "select { skip do { «k» := 1; } }"],
    ["type-mismatch", "select { skip do { stock := «name»; } }"],
    ["partial-update", "select { B?r(x) do { stock := «stock / n»; } }"],
    ["partial-update", "select { skip do { stock := «head([1])»; } }"],
    ["oracle-in-select", "select { when «f(1)» == 2: skip }"],
    ["oracle-in-select", "select { B?r(x) do { stock := «f(x)»; } }"],
    ["unreachable-statement", "loop L { select { skip => { break L; } B?r(x) => { continue L; } } «B!l(1);» }"],
    ["shadowed-name", "B?r(«k»);"],
    ["shadowed-name", "B?r(«B»);"],
    ["shadowed-name", "match Red { Blue(«stock») => { } Red => { } }"],
    ["not-assignable", "«k» := 1;"],
    ["ambiguous-type", "x := «any»;"],
    ["repeated-variable", "B?r(x, «x»);"],
    ["unknown-loop", "continue «L»;"],
    ["duplicate-loop", "loop L { B!l(1); loop «L» { break L; } }"],
    ["unreachable-statement", "loop L { B!l(1); break L; «B?r(x);» }"],
    ["unreachable-statement", "loop L { B!l(1); } «B?r(x);»"],
    ["unguarded-loop", "loop «L» { }"],
    ["unguarded-loop", "loop «L» { loop M { break M; } }"],
    ["unguarded-loop", "loop «L» { loop M { continue L; } }"],
    ["unknown-process", "call «Other»();"],
    ["wrong-argument-count", "B!l(1); «call Main();»"],
    ["type-mismatch", "B!l(1); call Main(«name»);"],
    ["remote-read", "B!l(«B.x»);"],
    ["role-as-value", "B!l(«A.stock»);"],
    ["role-as-value", "B!l(«B»);"],
    ["unknown-session", "«s».D!go;"],
    ["unknown-session", "x := 1; «x».D!go;"],
    ["unknown-session", "«stock».D!go;"],
    ["unassigned-variable", "«x».D!go; B?r(x);"],
  ])("%s: %s", expectMarked);

  test("may jump between loops", () => {
    const body = `loop L { B!l(stock); loop M { B?r(x); if x > 0 { break L; } else if x == 0 { break M; } else { continue L; } } stock := x; }`;
    expect(analyseText(`${world} process Main plays A in P { ${body} }`).diagnostics).toEqual([]);
  });

  test("may act on the end of a session that was received", () => {
    expect(
      analyseText(`protocol Q(C, D) { C -> D : go; } protocol P(A, B) { B -> A : take(Q@C); } process Main plays A in P { B?take(s); s.D!go; }`).diagnostics,
    ).toEqual([]);
  });
});

describe("headers", () => {
  test.each([
    ["unknown-protocol", "process Main plays A in «Z» { }"],
    ["unknown-role", "process Main plays «D» in P { }"],
    ["unknown-type", "process Main(x: «T») plays A in P { }"],
    ["duplicate-name", "process Main(x: int, «x»: int) plays A in P { }"],
    ["shadowed-name", "process Main(«stock»: int) plays A in P { }"],
    ["duplicate-name", "process «P» plays A in Q2 { } protocol Q2(A) { }"],
    ["protocol-mismatch", "process Main plays A in P { B!l(1); call «Other»(); } process Other plays B in P { }"],
    ["unguarded-recursion", "process Main plays A in P { «call Other();» } process Other plays A in P { call Main(); }"],
  ])("%s", (code, text) => {
    const { found, marks } = errorsOf(`${world} ${text}`);
    expect(found.filter((error) => error.code === code)).toEqual(marks.map((at) => ({ code, at })));
  });
});

describe("processes without protocol", () => {
  const found = (text: string): readonly string[] => errorsOf(text).found.map(({ code }) => code);
  const both = (left: string, right: string, more = "system S { A = X; B = Y; }"): string =>
    `role A { n: int = 0; } role B { t: string = ""; } process X plays A { ${left} } process Y plays B { ${right} } ${more}`;

  test("know what they receive from what is sent", () => {
    expect(found(both("B!l(1);", "A?l(x); assert x == 1;"))).toEqual([]);
    expect(found(both("B!l(1);", "A?l(x); t := x;"))).toEqual(["type-mismatch"]);
    expect(found(both("B!l(1); B?r(y); n := y;", 'A?l(x); t := "a"; A!r(x);'))).toEqual([]);
    expect(found(both("B!l(1); B?r(y); n := y;", "A?l(x); A!r(t);"))).toEqual(["type-mismatch"]);
  });

  test("send the same types with one label", () => {
    expect(found(both("select { B!l(1) B!l(true) }", "A?l(x);"))).toEqual(["type-mismatch"]);
    expect(found(both("B!l(1); B!l(1, true);", "A?l(x);"))).toEqual([]);
  });

  test("send nothing whose type grows for ever", () => {
    expect(found(both("B!l([1]); B?r(y); B!l([y]);", "A?l(x); A!r(x); A?l(x);"))).toContain("type-mismatch");
  });

  test("speak to members of their systems, which are of their kind", () => {
    expect(found(both("C!l;", "A?l;"))).toEqual(["missing-member"]);
    const protocol = "protocol P(A, B) { A -> B : l; } process Z plays B in P { A?l; }";
    expect(found(both("B!l;", "A?l;", `${protocol} system S { A = X; B = Z; }`))).toEqual(["protocol-mismatch"]);
    expect(found(both("B!l;", "A?l;", `${protocol} system S { A = X; B = project P; }`))).toEqual(["protocol-mismatch"]);
  });
});
