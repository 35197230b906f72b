/** Choreographies that are refused, each with the place of its error, and near misses that are not. */
import { describe, expect, test } from "vitest";
import { errorsOf } from "./expect-errors.ts";

const world = `
  role A { n: int = 0; b: bool = true; s: string = "s"; xs: list<int> = [1]; o: option<int> = none; }
  role B { m: int = 0; }
  role C { n: int = 0; extra: int = 0; }
  role D { n: int = 0; }
  const limit = 3;
  enum Shape { Dot, Line(int), Box(int, int) }
  record Point { x: int, y: int }
  fn twice(x: int): int = x * 2;
  fn guess(x: int): Shape;
`;

/** Judges a body of `main(A, B)`. */
function judge(statements: string): ReturnType<typeof errorsOf> {
  return errorsOf(`${world} choreography main(A, B) { ${statements} }`);
}

function expectMarked(code: string | undefined, statements: string): void {
  const { found, marks } = judge(statements);
  expect(found).toEqual(marks.map((at) => ({ code, at })));
}

describe("definite assignment", () => {
  test.each([
    ["of a variable that is set later", "A.n := «k»; A.k := 1;"],
    ["in one branch", "if A.b { A.k := 1; } else { A.n := 2; } A.n := «k»;"],
    ["in a branch without else", "if A.b { A.k := 1; } A.n := «k»;"],
    ["in some branches of a choice", "choose A { A.k := 1; } or { A.k := 2; } or { } A.n := «k»;"],
    ["in a while, which may not run", "while A.b { A.k := 1; } A.n := «k»;"],
    ["before one of two breaks", "loop L { if A.b { break L; } A.k := 1; if A.b { break L; } } A.n := «k»;"],
    ["in a pattern of one case", "match A.o { some(k) => { } none => { } } A.n := «k»;"],
    ["at its first turn of a loop", "loop L { A.n := «k»; A.k := 1; break L; }"],
    ["after continue skipped it", "loop L { if A.b { continue L; } else { A.j := 1; } A.n := j; A.n := «k»; if A.b { A.k := 1; } if A.b { break L; } }"],
    ["of an outer loop left from an inner one", "loop L { loop M { if A.b { break L; } else { A.k := 1; break M; } } A.n := k; } A.n := «k»;"],
  ])("refuses a variable set %s", (_, statements) => {
    expectMarked("unassigned-variable", statements);
  });

  test.each([
    "if A.b { A.k := 1; } else { A.k := 2; } A.n := k;",
    "loop L { A.k := 1; if A.b { break L; } } A.n := k;",
    "loop L { if A.b { A.k := 1; break L; } else { continue L; } } A.n := k;",
    "loop L { loop M { A.k := 1; if A.b { break L; } else { break M; } } } A.n := k;",
    "match A.o { some(k) => { A.n := k; } none => { A.k := 1; } } A.n := k;",
    "A.k := 1; while A.(k < 3) { A.k := k + 1; }",
    "choose A { loop L { A.n := 1; } } or { A.k := 1; } A.n := 0;",
  ])("accepts %s", (statements) => {
    expectMarked(undefined, statements);
  });

  test("reports a variable once on a path", () => {
    expectMarked("unassigned-variable", "if A.b { A.k := 1; } A.n := «k» + k; A.n := k;");
  });
});

describe("types", () => {
  test.each([
    ["a field of another type", `A.n := «"x"»;`],
    ["what is sent to a field", "A.«b» -> B.m;"],
    ["a local bound differently", "A.k := 1; A.k := «b»;"],
    ["a condition", "if A.«n» { }"],
    ["an operand", "A.n := n + «b»;"],
    ["a chain of operands", "A.n := n + n * 2 - «s» + 1;"],
    ["the operand of not", "A.b := not «n»;"],
    ["sides of an equation", "A.b := n == «s»;"],
    ["comparison of strings", "A.b := «s» < «s»;"],
    ["elements of a list", "A.xs := [1, «b», 2];"],
    ["an argument", "A.n := twice(«b»);"],
    ["an argument of a constructor", "A.shape := Box(1, «b»);"],
    ["a built-in function", "A.n := «head(n)»;"],
    ["a sum of booleans", "A.k := «b» + b;"],
    ["an index", "A.n := xs[«s»];"],
    ["a key", `A.table := map["a": 1]; A.n := table[«1»];`],
    ["branches of an expression", "A.n := if b then 1 else «s»;"],
    ["an assertion", "assert A.«n»;"],
    ["the ends of a range", "A.n := any 0..«s»;"],
    ["a range for a boolean", "A.b := «any 0..3»;"],
    ["a refinement", "A.n := any int where «value + 1»;"],
    ["a literal pattern", "match A.n { «true» => { } _ => { } }"],
    ["a constructor of another type", "match A.o { «Dot» => { } _ => { } }"],
  ])("of %s", (_, statements) => {
    expectMarked("type-mismatch", statements);
  });

  test.each([
    "A.k := []; A.k := append(k, 1); A.n := head(k);",
    "A.k := none; if A.b { A.k := some(3); } A.n := unwrap_or(k, 0);",
    "A.k := map[]; A.k := put(k, s, 1); A.n := k[s];",
    `A.k := Point(x: 1, y: n); A.n := k.x + k.y; A.t := "a" + s; A.xs := xs + [2];`,
    "A.shape := guess(n); match A.shape { Dot => { } Line(x) => { A.n := x; } Box(w, h) => { A.n := w * h; } }",
    "A.n := any int where value > limit; A.o := any; A.b := any where value;",
    `match A.s { "a" => { } "b" => { } _ => { } } match A.n { 0 => { } -1 => { } _ => { } } match A.b { true => { } false => { } }`,
    "A.(n, b) -> B.(x, y) : two; B.m := if y then x else 0;",
  ])("accepts %s", (statements) => {
    expectMarked(undefined, statements);
  });

  test("are judged again when an element type becomes known after its first use", () => {
    expectMarked("type-mismatch", `A.k := []; loop L { A.n := «head(k)»; A.k := append(k, "x"); if A.b { break L; } }`);
  });

  test("do not contain themselves", () => {
    expectMarked("ambiguous-type", "A.«k» := []; loop L { A.k := [k]; if A.b { break L; } }");
  });

  test("of one mistake are reported once", () => {
    expectMarked("unknown-name", "A.k := «unknown»; A.n := k + 1; A.b := k; A.k -> B.x; B.m := x;");
  });
});

describe("roles", () => {
  test.each([
    ["role-not-in-scope", "«C».n := 1; C.n := 2;"],
    ["unknown-role", "«Aa».n := 1;"],
    ["self-communication", "A.n -> «A».k;"],
    ["self-communication", "A -> B, «A» : l;"],
    ["remote-read", "B.m := «A.n»;"],
    ["remote-read", "A.n -> B.x; A.n := «x»;"],
    ["role-as-value", "A.n := «A.n» + 1;"],
    ["role-as-value", "A.n := «B»;"],
    ["shadowed-name", "A.n -> B.«limit»;"],
    ["shadowed-name", "A.n -> B.«A»;"],
    ["shadowed-name", "A.n -> B.«twice»;"],
    ["shadowed-name", "match A.o { some(«n») => { } none => { } }"],
    ["not-assignable", "A.«limit» := 1;"],
    ["unknown-function", "A.n := «thrice»(1);"],
    ["not-a-function", "A.n := «n»(1);"],
    ["not-a-function", "A.k := «Point»(1, 2);"],
    ["unknown-field", "A.k := Point(x: 1, y: 2); A.n := k.«z»;"],
    ["unknown-field", "A.n := n.«z»;"],
    ["wrong-argument-count", "A.n := «twice()»;"],
    ["wrong-argument-count", "A.k := «Line»;"],
    ["wrong-argument-count", "A.n := «min(1)»;"],
    ["ambiguous-type", "A.«k» := set[];"],
    ["ambiguous-type", "A.k := «any»;"],
  ])("%s: %s", (code, statements) => {
    expectMarked(code, statements);
  });
});

describe("jumps and labels", () => {
  test.each([
    ["unreachable-statement", "loop L { A.n := 1; if A.b { break L; } else { continue L; } «A.n := 2; A.n := 3;» }"],
    ["unreachable-statement", "loop L { loop M { if A.b { break L; } else { continue L; } } «A.n := 2;» }"],
    ["unknown-loop", "loop L { A.n := 1; break «M»; }"],
    ["unknown-loop", "while A.b { break «L»; }"],
    ["duplicate-loop", "loop L { A.n := 1; loop «L» { A.n := 1; break L; } break L; }"],
    ["duplicate-label", "'here: A.n := 1; if A.b { '«here»: A.n := 2; }"],
    ["unguarded-loop", "loop «L» { }"],
    ["unguarded-loop", "loop «L» { loop M { break M; } }"],
    ["unguarded-loop", "loop Outer { A.n := 1; loop «L» { continue L; } }"],
  ])("%s: %s", (code, statements) => {
    expectMarked(code, statements);
  });

  test.each([
    "loop L { if A.b { A.n := 1; break L; } } loop L { A.n := 2; break L; }",
    "loop Outer { loop Inner { if A.b { continue Outer; } else { break Outer; } } }",
    "loop L { A.n := 1; } B.m := 2;",
  ])("accepts %s", (statements) => {
    expectMarked(undefined, statements);
  });
});

describe("matches", () => {
  test.each([
    ["non-exhaustive-match", "«match A.o» { some(k) => { } }"],
    ["non-exhaustive-match", "«match A.n» { 0 => { } 1 => { } }"],
    ["non-exhaustive-match", "«match A.b» { true => { } }"],
    ["redundant-case", "match A.b { true => { } false => { } «_» => { } }"],
    ["redundant-case", "match A.n { 0 => { } «0» => { } _ => { } }"],
    ["redundant-case", "match A.n { _ => { } «0» => { } }"],
    ["redundant-case", "match A.o { some(k) => { } none => { } «some(k)» => { } }"],
    ["wrong-argument-count", "match A.o { «some» => { } none => { } }"],
    ["repeated-variable", "match A.guess(1) { Box(w, «w») => { } _ => { } }"],
    ["not-matchable", "match A.«xs» { _ => { } }"],
    ["unknown-constructor", "match A.guess(1) { Dot => { } «Lyne»(k) => { } Box(_, _) => { } }"],
  ])("%s: %s", (code, statements) => {
    expectMarked(code, statements);
  });
});

describe("calls", () => {
  const callees = `
    choreography Own(A, B) { A -> B : l; }
    choreography With(A, B; x: int at A, y: bool at A) { A.x -> B.got; }
    choreography Formal(P: D, Q: D) { P.n -> Q.n; }
    choreography Catches(P: D) { P.extra := 1; }
    choreography CatchesThrough(P: D) { P.n := 1; call Catches(P); }
  `;

  test.each([
    ["unknown-choreography", "call «Owns»(A, B);"],
    ["wrong-role-count", "«call Own(A);»"],
    ["wrong-role", "call Own(A, «C»);"],
    ["aliased-roles", "call Formal(A, «A»);"],
    ["role-state-mismatch", "call Formal(A, «B»);"],
    ["wrong-argument-count", "«call With(A, B; 1);»"],
    ["type-mismatch", "call With(A, B; 1, «n»);"],
    ["remote-read", "call With(A, B; «m», true);"],
    ["shadowed-name", "call Catches(«C»);"],
    ["shadowed-name", "call CatchesThrough(«C»);"],
  ])("%s: %s", (code, statements) => {
    const { found, marks } = errorsOf(`${world} ${callees} choreography main(A, B, C) { ${statements} }`);
    expect(found).toEqual(marks.map((at) => ({ code, at })));
  });

  test("accepts roles with more fields than the formal role has", () => {
    const { found } = errorsOf(`${world} ${callees} choreography main(A, B, C) { call Formal(A, C); call Catches(A); call With(A, B; n, b); }`);
    expect(found).toEqual([]);
  });

  test("do not share locals with their callers", () => {
    const { found, marks } = errorsOf(`${world} choreography Sets(A) { A.k := 1; } choreography main(A) { call Sets(A); A.n := «k»; }`);
    expect(found).toEqual(marks.map((at) => ({ code: "unknown-name", at })));
  });
});

describe("recursion", () => {
  test.each([
    ["of one role that does nothing", "choreography X(A, B) { A.n := 1; «call X(A, B);» }"],
    ["on one path", "choreography X(A, B) { if A.b { A -> B : go; call X(A, B); } else { «call X(A, B);» } }"],
    ["through another choreography", "choreography X(A) { «call Y(A);» } choreography Y(A) { call X(A); }"],
    ["behind a call that may do nothing", "choreography Maybe(A, B) { if A.b { A -> B : go; } } choreography X(A, B) { call Maybe(A, B); «call X(A, B);» }"],
    ["under exchanged roles", "choreography X(P: D, Q: D, R: D) { P.n := 1; «call X(P, R, Q);» }"],
  ])("is unguarded %s", (_, text) => {
    const { found, marks } = errorsOf(`${world} ${text}`);
    expect(found).toEqual(marks.map((at) => ({ code: "unguarded-recursion", at })));
  });

  test.each([
    "choreography X(A, B) { A -> B : go; call X(A, B); }",
    "choreography Step(A, B) { A -> B : go; } choreography X(A, B) { call Step(A, B); call X(A, B); }",
    "choreography X(P: D, Q: D) { P.n := 1; call X(Q, P); }",
    "choreography X(A, B) { if A.b { A -> B : more; call X(A, B); call X(A, B); } else { A -> B : done; } }",
    "choreography Even(A) { A.n := 1; call Odd(A); } choreography Odd(A) { call Even(A); }",
  ])("accepts %s", (text) => {
    expect(errorsOf(`${world} ${text}`).found).toEqual([]);
  });
});

test("names are data", () => {
  const names = ["__proto__", "constructor", "hasOwnProperty", "toString"];
  const [role, field, label, local] = names as [string, string, string, string];
  const text = `role ${role} { ${field}: int = 1; } role ${label} { ${local}: int = 0; }
    choreography main(${role}, ${label}) { '${local}: ${role}.${field} -> ${label}.${role}_ : ${label}; ${label}.${local} := ${role}_; ${role}.valueOf := 1; }`;
  expect(errorsOf(text).found).toEqual([]);
  expect(errorsOf(`role A; choreography main(A) { A.x := «${field}»; }`).found).toEqual([{ code: "unknown-name", at: field }]);
  expect(errorsOf(`role A; choreography main(A) { A.x := «${field}»(1); }`).found).toEqual([{ code: "unknown-function", at: field }]);
});

test("a long program costs no stack", () => {
  const count = 2000;
  const chain = Array.from({ length: count }, (_, index) => `const c${String(index + 1)} = c${String(index)} + 0;`).join(" ");
  const calls = Array.from({ length: count }, (_, index) => `choreography X${String(index)}(A) { call X${String(index + 1)}(A); }`).join(" ");
  const text = `role A { n: int = 0; b: bool = true; } ${calls} choreography X${String(count)}(A) { ${"if A.b { A.n := n + 1; } ".repeat(count)} } const c0 = 1; ${chain}`;
  expect(errorsOf(text).found).toEqual([]);
});
