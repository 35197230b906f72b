/** Behaviours of hand-written processes as text: where continuations go, how loops are left. */
import { describe, expect, test } from "vitest";
import { analyseText } from "../../loading/index.ts";
import { printBehaviour } from "../../notation/index.ts";

const world = "role A { n: int = 3; } protocol P(A, B) { A -> B : l(int); } protocol Q(C, D) { C -> D : go; }";

/** The behaviour of a process with this body, one line, spaces made single. */
function behaviour(body: string): string {
  const { model, diagnostics } = analyseText(`${world} process Main plays A in P { ${body} }`);
  expect(diagnostics).toEqual([]);
  const process = model?.processes.get("Main");
  return process === undefined ? "none" : printBehaviour(process.body).trim().replaceAll(/\s+/g, " ");
}

describe("the behaviour of a process", () => {
  test("is its statements in order", () => {
    expect(behaviour("B!l(n); B?r(x); n := x + 1; assert n > 0; m := any 0..3; call Main();")).toBe(
      "B!l(n); B?r(x); n := x + 1; assert n > 0; m := any 0..3; call Main(A);",
    );
  });

  test("keeps what follows a conditional in the tail", () => {
    expect(behaviour("if n > 0 { B!l(1); } B!m;")).toBe("if n > 0 { B!l(1); } B!m();");
    expect(behaviour("branch B { s => { B!l(2); } r(x) => { B!l(x); } } B!m;")).toBe("branch B { r(x) => { B!l(x); } s() => { B!l(2); } } B!m();");
    expect(behaviour("choose { B!l(1); } or { } B!m;")).toBe("choose { B!l(1); } or { } B!m();");
  });

  test("of a branch with one case is flat", () => {
    expect(behaviour("branch B { r(x) => { B!l(x); } } B!m;")).toBe("B?r(x); B!l(x); B!m();");
  });

  test("names the session of an action", () => {
    const text = "protocol R(A, B) { B -> A : take(Q@C); } process Main plays A in R { B?take(s); s.D!go; s.D?back(x); branch s.D { a => { } b => { } } }";
    const { model } = analyseText(`protocol Q(C, D) { C -> D : go; } ${text}`);
    expect(printBehaviour(model?.processes.get("Main")?.body ?? { kind: "end" })).toBe(
      "B?take(s);\ns.D!go();\ns.D?back(x);\nbranch s.D {\n  a() => {\n  }\n  b() => {\n  }\n}\n",
    );
  });

  test("repeats a loop whose body falls through", () => {
    expect(behaviour("loop L { B!l(n); }")).toBe("loop L { B!l(n); continue L; }");
  });

  test("leaves a loop by the end of its body, and goes on behind it", () => {
    expect(behaviour("loop L { if n > 0 { break L; } B!l(n); } B!m;")).toBe("loop L { if n > 0 { } else { B!l(n); continue L; } } B!m();");
    expect(behaviour("while n > 0 { n := n - 1; } B!m;")).toBe("loop while#1 { if n > 0 { n := n - 1; continue while#1; } } B!m();");
  });

  test("puts what follows an outer loop where an inner one breaks it", () => {
    expect(behaviour("loop L { loop M { B!l(n); if n > 0 { break L; } else { break M; } } B!l(0); } B!m;")).toBe(
      "loop L { loop M { B!l(n); if n > 0 { B!m(); } else { B!l(0); continue L; } } }",
    );
  });

  test("repeats an outer loop from an inner one", () => {
    expect(behaviour("loop L { loop M { B!l(n); if n > 0 { continue L; } else { break M; } } B!l(0); }")).toBe(
      "loop L { loop M { B!l(n); if n > 0 { continue L; } else { B!l(0); continue L; } } }",
    );
  });

  test("has one name for each loop", () => {
    expect(behaviour("loop L { B!l(1); break L; } loop L { B!l(2); break L; }")).toBe("loop L { B!l(1); } loop L#2 { B!l(2); }");
  });

  test("of many jumps one behind another is refused", () => {
    const jumps = (count: number): readonly string[] =>
      analyseText(`${world} process Main plays A in P { loop L { ${"if n > 0 { break L; } ".repeat(count)} break L; } }`).diagnostics.map(({ code }) => code);
    expect(jumps(150)).toEqual([]);
    expect(jumps(250)).toEqual(["nesting-too-deep"]);
  });

  test("of many statements takes no stack", () => {
    const { model } = analyseText(`${world} process Main plays A in P { ${"B!l(1); ".repeat(20_000)} }`);
    expect(model?.processes.get("Main")?.body.kind).toBe("sequence");
  });
});
