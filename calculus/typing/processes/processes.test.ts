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
