/** Protocols that are not well formed: every mistake, where it is, and all of them together. */
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../diagnostics/index.ts";
import { analyseText } from "../../loading/index.ts";
import { errorsOf } from "../expect-errors.ts";

function expectMarked(code: string, marked: string): void {
  const { found, marks } = errorsOf(marked);
  expect(found).toEqual(marks.map((at) => ({ code, at })));
}

describe("names", () => {
  test.each([
    ["unknown-role", "protocol P(A, B) { A -> «C» : l; A -> B : l; }"],
    ["unknown-role", "protocol P(A, B) { «a» -> B : l; A -> B : l; }"],
    ["unknown-role", "protocol P(A, B) { choice at «Z» { A -> B : l; } or { A -> B : r; } }"],
    ["unknown-role", "protocol Q(C, D) { C -> D : l; } protocol P(A, B) { A -> B : l(Q@«E»); }"],
    ["unknown-protocol", "protocol P(A, B) { A -> B : l; do «Q»(A, B); }"],
    ["unknown-protocol", "protocol P(A, B) { A -> B : l(«Q»@C); }"],
    ["unknown-type", "protocol P(A, B) { A -> B : l(«Price»); }"],
    ["unknown-loop", "protocol P(A, B) { rec X { A -> B : l; continue «Y»; } }"],
    ["duplicate-loop", "protocol P(A, B) { rec X { A -> B : l; rec «X» { A -> B : r; continue X; } } }"],
    ["duplicate-name", "protocol P(A, B, «A») { A -> B : l; }"],
    ["duplicate-name", "protocol P(A, B) { A -> B : l; } protocol «P»(A, B) { A -> B : l; }"],
    ["duplicate-name", "role A; choreography P(A) { } protocol «P»(A, B) { A -> B : l; }"],
    ["no-roles", "protocol «P»() { }"],
    ["self-communication", "protocol P(A, B) { A -> B, «A» : l; }"],
    ["repeated-receiver", "protocol P(A, B) { A -> B, «B» : l; }"],
    ["repeated-variable", "protocol P(A, B) { A -> B : l(x: int, «x»: int); }"],
    ["shadowed-name", "const k = 1; protocol P(A, B) { A -> B : l(«k»: int); }"],
    ["wrong-role-count", "protocol Q(A, B) { A -> B : l; } protocol P(A, B, C) { «do Q(A, B, C);» }"],
    ["aliased-roles", "protocol Q(A, B) { A -> B : l; } protocol P(A, B) { do Q(A, «A»); A -> B : l; }"],
  ])("%s", expectMarked);

  test("of payloads may be recursive through delegation", () => {
    expect(analyseText("protocol P(A, B) { A -> B : l(P@A, s: P@B); }").diagnostics).toEqual([]);
  });

  test("a role that does nothing is worth a warning", () => {
    const { diagnostics, model } = analyseText("protocol P(A, B, C) { A -> B : l; }");
    expect(diagnostics).toMatchObject([{ code: "unused-role", severity: "warning", span: { start: 17, end: 18 } }]);
    expect(model?.protocols.get("P")?.roles).toEqual(["A", "B", "C"]);
  });

  test.each([
    ["who was not there when it was sent", "protocol P(A, B, C) { A -> B : l(x: int); B -> C : m; C -> A : r((int where value > «x»)); }"],
    [
      "who was there when it was sent before, but not last",
      "protocol P(A, B, C) { A -> C : l(x: int); A -> B : m(x: int); C -> A : r((int where value > «x»)); }",
    ],
    ["who was not there, inside of a list", "protocol P(A, B, C) { A -> B : l(x: int); B -> C : m; C -> A : r(list<(int where value > «x»)>); }"],
    [
      "who was told of it in one branch only",
      "protocol P(A, B, C) { A -> B : l(x: int); choice at B { B -> C : m((int where value == x)); } or { B -> C : n; } C -> A : r((int where value > «x»)); }",
    ],
    [
      "who is not told of it in the round before",
      "protocol P(A, B, C) { A -> C : l(x: int); rec X { C -> A : r((int where value > «x»)); A -> B : m(x: int); continue X; } }",
    ],
    [
      "who does not take part in the rounds that are counted",
      "protocol P(A, B, C) { rec X(n: int = 0) { choice at A { A -> B : l; continue X(n + 1); } or { A -> C : m; } } C -> A : o; rec Y(k: int = 0) { choice at A { A -> B : p; continue Y(k + 1); } or { A -> C : q; C -> A : r((int where value == «k»)); } } }",
    ],
    [
      "who does not know what a variable is computed from",
      "protocol P(A, B, C) { A -> B : l(x: int); B -> C : m; rec X(n: int = x) { C -> A : r((int where value == «n»)); A -> B : s; B -> C : m; continue X(n); } }",
    ],
  ])("a refinement speaks of what its sender may not know, %s", (_, marked) => {
    const start = marked.indexOf("«");
    const { diagnostics } = analyseText(marked.replace(/[«»]/g, ""));
    expect(diagnostics).toMatchObject([{ code: "refinement-unknown-to-sender", severity: "warning", span: { start, end: start + 1 } }]);
  });

  test.each([
    ["who received it", "protocol P(A, B) { A -> B : l(x: int); B -> A : r((int where value > x)); }"],
    [
      "who was told an equal value",
      "protocol P(A, B, C) { A -> B : l(x: int); B -> C : m((int where value == x and value > 0)); C -> A : r((int where value > x)); }",
    ],
    [
      "who is told of it in each round",
      "protocol P(A, B, C) { A -> C : l(x: int); rec X { C -> A : r((int where value > x)); A -> C, B : m(x: int); continue X; } }",
    ],
    [
      "who takes part in every round of what is counted",
      "protocol P(A, B) { rec X(n: int = 0) { A -> B : l; B -> A : m((int where value == n)); continue X(n + 1); } }",
    ],
    ["who sends it in the same message", "protocol P(A, B) { A -> B : l(x: int, y: (int where value > x)); }"],
  ])("a refinement may speak of what its sender knows, %s", (_, text) => {
    expect(analyseText(text).diagnostics).toEqual([]);
  });

  test("a likely name is offered as a repair", () => {
    const { diagnostics } = analyseText("protocol Paying(Buyer, Seller) { Buyer -> Seler : pay; Seller -> Buyer : ok; }");
    expect(diagnostics[0]?.fix?.edits[0]?.replacement).toBe("Seller");
  });
});

describe("payloads", () => {
  test.each([
    ["type-mismatch", "protocol P(A, B) { A -> B : l((int where «value + 1»)); }"],
    ["type-mismatch", "protocol P(A, B) { A -> B : l(x: string); B -> A : r((int where value > «x»)); }"],
    ["unknown-name", "protocol P(A, B) { A -> B : l(x: (int where «y» > 0)); }"],
    ["unassigned-variable", "protocol P(A, B) { A -> B : l((int where value > «x»)); B -> A : r(x: int); }"],
    ["unassigned-variable", "protocol P(A, B) { A -> B : l(x: (int where «x» > 0)); }"],
    ["unassigned-variable", "protocol P(A, B) { choice at A { A -> B : l(x: int); } or { A -> B : r; } B -> A : s((int where value > «x»)); }"],
    ["ambiguous-type", "protocol P(A, B) { A -> B : l(x: int); A -> B : m(x: string); B -> A : r((int where value > «x»)); }"],
    ["oracle-in-closed-expression", "fn f(x: int): int; protocol P(A, B) { A -> B : l((int where value > «f(value)»)); }"],
    ["type-mismatch", "protocol P(A, B) { rec X(n: int = «true») { A -> B : l; continue X(1); } }"],
    ["type-mismatch", "protocol P(A, B) { rec X(n: int = 0) { A -> B : l; continue X(«n == 1»); } }"],
    ["type-mismatch", "protocol P(A, B) { rec X(n: (int where «value + n») = 0) { A -> B : l; continue X(n); } }"],
    ["wrong-argument-count", "protocol P(A, B) { rec X(n: int = 0) { A -> B : l; continue «X»; } }"],
    ["wrong-argument-count", "protocol P(A, B) { rec X { A -> B : l; continue «X»(1); } }"],
    ["repeated-variable", "protocol P(A, B) { rec X(n: int = 0, «n»: int = 0) { A -> B : l; continue X(1, 2); } }"],
    ["shadowed-name", "protocol P(A, B) { A -> B : l(x: int); rec X(«x»: int = 0) { A -> B : l; continue X(1); } }"],
    [
      "shadowed-name",
      "protocol P(A, B) { rec X(n: int = 0) { A -> B : l; rec Y(«n»: int = 0) { A -> B : m; choice at A { A -> B : y; continue Y(1); } or { A -> B : x; continue X(1); } } } }",
    ],
    ["unknown-name", "protocol P(A, B) { rec X(n: int = «n») { A -> B : l; continue X(n); } }"],
    ["unknown-name", "protocol P(A, B) { rec X(n: int = 0) { A -> B : l; } A -> B : m((int where value == «n»)); }"],
    ["unassigned-variable", "protocol P(A, B) { rec X(n: int = «x») { A -> B : l(x: int); continue X(x); } }"],
  ])("%s", expectMarked);

  test("see the names that were sent before on every path", () => {
    const text = `protocol P(A, B) {
      A -> B : l(x: int, y: (int where value > x));
      rec X {
        choice at B { B -> A : more(z: (int where value > y)); continue X; } or { B -> A : less(z: int); }
      }
      A -> B : done(list<(int where value > z)>);
    }`;
    expect(analyseText(text).diagnostics).toEqual([]);
  });
});

describe("choices", () => {
  test.each([
    ["choice-not-sender-driven", "protocol P(A, B) { choice at A { A -> B : l; } or { «B -> A : r;» } }"],
    ["choice-not-sender-driven", "protocol P(A, B) { choice at A { A -> B : l; } or «{ }» }"],
    ["choice-not-sender-driven", "protocol P(A, B) { choice at A { A -> B : l; } or { } «B -> A : r;» }"],
    ["choice-not-sender-driven", "protocol P(A, B) { choice at A { A -> B : l; } or { «choice at B» { B -> A : l; } or { B -> A : r; } } }"],
    ["choice-not-sender-driven", "protocol Q(X, Y) { «Y -> X : q;» } protocol P(A, B) { choice at A { A -> B : l; } or { do Q(A, B); } }"],
    ["ambiguous-choice", "protocol P(A, B) { choice at A { A -> B : l; } or { «A -> B : l(int);» } }"],
    ["ambiguous-choice", "protocol P(A, B) { choice at A { A -> B : l; } or { choice at A { «A -> B : l;» } or { A -> B : m; } } }"],
    ["ambiguous-choice", "protocol P(A, B) { «choice at A» { } or { } A -> B : l; }"],
  ])("%s", expectMarked);

  test("may go to different receivers", () => {
    expect(analyseText("protocol P(A, B, C) { choice at A { A -> B : l; B -> C : l; } or { A -> C : l; C -> B : l; } }").diagnostics).toEqual([]);
  });

  test("may have one branch", () => {
    expect(analyseText("protocol P(A, B) { choice at A { A -> B : l; } }").diagnostics).toEqual([]);
  });
});

describe("loops", () => {
  test.each([
    ["unguarded-recursion", "protocol P(A, B) { A -> B : l; rec X { «continue X;» } }"],
    ["unguarded-recursion", "protocol P(A, B) { A -> B : l; rec X { rec Y { «continue X;» } } }"],
    ["unguarded-recursion", "protocol P(A, B) { rec X { choice at A { A -> B : l; } or { «continue X;» } } }"],
    ["unguarded-recursion", "protocol P(A, B) { choice at A { A -> B : l; } or { «do P(A, B);» } }"],
    ["unreachable-statement", "protocol P(A, B) { rec X { A -> B : l; continue X; «A -> B : r; B -> A : s;» } }"],
    ["unreachable-statement", "protocol P(A, B) { rec X { choice at A { A -> B : l; continue X; } or { A -> B : r; continue X; } } «A -> B : r;» }"],
    ["non-regular-protocol", "protocol P(A, B) { choice at A { A -> B : l; «do P(A, B);» } or { A -> B : r; } B -> A : s; }"],
    ["non-regular-protocol", "protocol Q(A, B) { A -> B : q; do P(B, A); } protocol P(A, B) { A -> B : p; «do Q(A, B);» B -> A : s; }"],
  ])("%s", expectMarked);

  test("through protocols that exchange roles come back to their start", () => {
    expect(analyseText("protocol P(A, B, C) { A -> B : l; B -> C : m; do P(B, C, A); }").diagnostics).toEqual([]);
  });
});

describe("parallel blocks", () => {
  test.each([
    ["parallel-roles-overlap", "protocol P(A, B, C) { par { A -> B : l; } and { «B» -> C : r; } }"],
    ["parallel-roles-overlap", "protocol Q(A, B) { A -> B : q; } protocol P(A, B, C) { par { A -> B : l; } and { do Q(«B», C); } }"],
    ["parallel-never-ends", "protocol P(A, B, C, D) { par «{ rec X { A -> B : l; continue X; } }» and { C -> D : l; } C -> D : r; }"],
    [
      "parallel-never-ends",
      "protocol P(A, B, C, D) { par «{ choice at A { A -> B : l; } or { A -> B : r; rec X { A -> B : l; continue X; } } }» and { C -> D : l; } C -> D : r; }",
    ],
    ["continue-out-of-parallel", "protocol P(A, B, C, D) { rec X { A -> B : l; par { A -> B : l; continue «X»; } and { C -> D : l; } } }"],
  ])("%s", expectMarked);
});

describe("mistakes together", () => {
  test("of one file are all reported, once each", () => {
    const { found, marks } = errorsOf(`
      protocol First(A, B) { A -> «C» : l; A -> B : l; }
      protocol Second(A, B) { choice at A { A -> B : l; } or { «B -> A : l;» } }
      protocol Third(A, B) { do Second(A, B); }
      protocol Fourth(A, B) { rec X { «continue X;» } «A -> B : l;» }
      protocol Fifth(A, B) { do Fourth(A, B); do «Sixth»(A, B); }
    `);
    expect(found.map(({ at }) => at)).toEqual(marks);
  });

  test("in a protocol that others use is told in its own words", () => {
    const { diagnostics } = analyseText("protocol P(A, B) { do Q(A, B); } protocol Q(X, Y) { choice at X { X -> Y : l; } or { Y -> X : l; } }");
    expect(diagnostics.map(({ message }) => message)).toEqual(["a branch of the choice at X begins with a message of Y"]);
  });
});

describe("limits", () => {
  test("bound the uses of protocols", () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `protocol P${String(level)}(A, B) { do P${String(level + 1)}(A, B); do P${String(level + 1)}(A, B); }`,
    );
    const text = `${levels.join("\n")} protocol P12(A, B) { A -> B : l; }`;
    const codes = (protocolInstances: number): readonly string[] =>
      analyseText(text, "p.choreo", { limits: { ...defaultLimits, protocolInstances } }).diagnostics.map(({ code }) => code);
    expect(codes(100)).toEqual(["protocol-too-large"]);
    expect(codes(100_000)).toEqual([]);
  });

  test("bound what choices unfold to", () => {
    const text = `protocol P(A, B) { ${Array.from({ length: 9 }, (_, i) => `rec X${String(i)} { choice at A { A -> B : l${String(i)}; continue X${String(i)}; } or { `).join("")} A -> B : l; ${"} } ".repeat(9)} }`;
    const codes = (protocolSize: number): readonly string[] =>
      analyseText(text, "p.choreo", { limits: { ...defaultLimits, protocolSize } }).diagnostics.map(({ code }) => code);
    expect(codes(40)).toEqual(["protocol-too-large"]);
    expect(codes(100_000)).toEqual([]);
  });
});
