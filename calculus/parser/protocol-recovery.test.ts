import { describe, expect, test } from "vitest";
import { defaultLimits } from "../diagnostics/index.ts";
import { countStatements, printFile } from "../syntax/index.ts";
import { parseFile } from "./index.ts";
import { parseFileByReference } from "./reference.ts";

/** The codes and lines of the diagnostics of a text. */
function errors(text: string): readonly string[] {
  return parseFile(text, 0).diagnostics.map((diagnostic) => `${String(text.slice(0, diagnostic.span.start).split("\n").length)} ${diagnostic.code}`);
}

function lines(...each: readonly string[]): string {
  return `${each.join("\n")}\n`;
}

const shapeOfCases = "a `branch` without a role has cases such as `B?ok(x) => { … }`, of the session of the process";

describe("independent errors", () => {
  test("in the statements of a protocol, those inside its blocks included", () => {
    const text = lines(
      "protocol P(A, B) {",
      "  A -> B;",
      "  A -> B : role(int);",
      "  choice A {",
      "    A -> : l;",
      "  } or {",
      "    A -> B : ok(x: int where x > 0);",
      "    B -> A : ok(x: int, y: list<int);",
      "  }",
      "  rec {",
      "    continue;",
      "  }",
      "  do Q;",
      "  A.x -> B.y;",
      "}",
      "protocol Q() {}",
    );
    expect(errors(text)).toEqual([
      "2 unexpected-token",
      "3 reserved-word",
      "4 unexpected-token",
      "5 unexpected-token",
      "7 parenthesise-refinement",
      "8 unexpected-token",
      "10 unexpected-token",
      "11 unexpected-token",
      "13 unexpected-token",
      "14 unexpected-token",
    ]);
  });

  test("in the statements of a process, those inside its blocks included", () => {
    const text = lines(
      "process N plays A in P {",
      "  B!ok(1;",
      "  B?ok(1);",
      "  x = 3;",
      "  if x = 3 {",
      "    B!;",
      "  }",
      "  branch B {",
      "    ok(x) -> { B!; }",
      "    quit => { s.B; }",
      "  }",
      "  choose { B!ok; }",
      "  assert x;",
      "  B!ok",
      "  match x { 0 => { call N; } }",
      "}",
      "process M plays B in P {}",
    );
    expect(errors(text)).toEqual([
      "2 unexpected-token",
      "3 unexpected-token",
      "4 unexpected-token",
      "5 use-double-equals",
      "6 unexpected-token",
      "9 unexpected-token",
      "9 unexpected-token",
      "10 unexpected-token",
      "12 choice-without-alternative",
      "14 missing-semicolon",
      "15 unexpected-token",
    ]);
  });

  test("in the members and sessions of a system", () => {
    const text = lines(
      "system S {",
      "  A : N;",
      "  B = project;",
      "  C = project role;",
      "  D = N",
      "  session q Q { A = B; C = D as s; E : F as t; }",
      "  session r : R { A = B as s; }",
      "  E = N;",
      "}",
      "system T { A = ; }",
    );
    expect(errors(text)).toEqual([
      "2 unexpected-token",
      "4 unexpected-token",
      "5 missing-semicolon",
      "6 unexpected-token",
      "6 unexpected-token",
      "6 unexpected-token",
      "8 unexpected-token",
      "10 unexpected-token",
    ]);
  });

  test("in the members of a context, those inside their blocks included", () => {
    const text = lines(
      "context C {",
      "  A {",
      "    B!ok(1);",
      "    B -> A : ok;",
      "    choice at A { B!; } or { B?role; }",
      "    choice { B?ok( } or { B.x; }",
      "    rec { continue; }",
      "    B!ok",
      "    x := 1;",
      "  }",
      "  if { B!; }",
      "  B = N;",
      "  C { ; or {} }",
      "}",
      "context D { A B }",
      "context E { A { B!; }",
      "context F {}",
    );
    expect(errors(text)).toEqual([
      "3 unexpected-token",
      "4 unexpected-token",
      "5 unexpected-token",
      "6 unexpected-token",
      "6 unexpected-token",
      "7 unexpected-token",
      "7 unexpected-token",
      "8 missing-semicolon",
      "9 unexpected-token",
      "11 reserved-word",
      "12 unexpected-token",
      "13 unexpected-token",
      "13 unexpected-token",
      "15 unexpected-token",
      "16 unclosed-block",
      "16 unexpected-token",
    ]);
  });

  test("a `branch` of several roles says what its cases look like, and the others are read", () => {
    const { diagnostics, tree } = parseFile("process N plays A in P {\n  branch {\n    ok => {}\n    s.B?no => {}\n    C?yes(x) => {}\n  }\n}", 0);
    expect(diagnostics.map(({ code, message, notes }) => [code, message, notes])).toEqual([
      ["unexpected-token", "expected `?` and the label of the message, found `=>`", [shapeOfCases]],
      ["unexpected-token", "expected `?` and the label of the message, found `.`", [shapeOfCases]],
    ]);
    expect(tree.declarations).toMatchObject([{ body: { statements: [{ kind: "branch", cases: [{ from: { text: "C" }, label: { text: "yes" } }] }] } }]);
  });

  test("faulty alternatives of a `select` are reported each, and the others are read", () => {
    const text = lines(
      "process N plays A {",
      "  select {",
      "    when x >: B!l do { x := 1; } => { B!; }",
      "    B!m do { x := any int; y = 2; }",
      "    skip => { C?; }",
      "    B?ok(x)",
      "    B-l",
      "  }",
      "  B!bye;",
      "}",
    );
    const { diagnostics, tree } = parseFile(text, 0);
    expect(diagnostics.map(({ span }) => text.slice(0, span.start).split("\n").length)).toEqual([3, 3, 4, 4, 5, 7]);
    const actions = [{ action: { kind: "send" }, updates: [{ variable: { text: "y" } }] }, { action: { kind: "skip" } }, { action: { kind: "receive" } }];
    expect(tree.declarations).toMatchObject([{ body: { statements: [{ kind: "select", alternatives: actions }, { kind: "send" }] } }]);
  });

  test("a misspelled word is named and read as what was meant", () => {
    const text = lines(
      "protocl P(A, B) {",
      "  chioce at A { B -> ; } or {}",
      "  parr { A -> ; } and {}",
      "  dp Q(A);",
      "}",
      "process N plays A in P {",
      "  brnch B { ok => { B!; } }",
      "  whlie x { B?; }",
      "}",
    );
    const { diagnostics, tree } = parseFile(text, 0);
    expect(diagnostics.map(({ fix }) => fix?.edits[0]?.replacement)).toEqual([
      "protocol",
      "choice",
      undefined,
      "par",
      undefined,
      "do",
      "branch",
      undefined,
      "while",
      undefined,
    ]);
    expect(tree.declarations).toMatchObject([
      { kind: "protocol", body: { statements: [{ kind: "choice" }, { kind: "par" }, { kind: "do" }] } },
      { kind: "process", body: { statements: [{ kind: "branch" }, { kind: "while" }] } },
    ]);
  });

  test("a block that is never closed is one error, and the next declaration is read", () => {
    const text = lines(
      "protocol P(A, B) {",
      "  choice at A {",
      "    A -> B : l;",
      "protocol Q(A) { A -> ; }",
      "process N plays A in P {",
      "system S { A = ; }",
    );
    expect(errors(text)).toEqual(["2 unclosed-block", "4 unexpected-token", "5 unclosed-block", "6 unexpected-token"]);
  });

  test("members behind sessions are told to move", () => {
    const { diagnostics, tree } = parseFile("system S { session q : Q { } A = N; }\n", 0);
    expect(diagnostics.map(({ message }) => message)).toEqual(["the members of a system stand before its sessions"]);
    expect(tree.declarations).toMatchObject([{ members: [{ role: { text: "A" } }], sessions: [{ name: { text: "q" } }] }]);
  });
});

describe("words that are names elsewhere", () => {
  test.each([
    "protocol protocol(system, process) { system -> process : choice(at: int, rec: plays@in); }\n",
    "protocol P(choice, rec, par, do) { choice -> rec, par : do; rec -> par : rec; par -> do : par; do -> choice : or_; }\n",
    "process process plays system in plays { branch!at; branch?in(session, as); do := project; session.branch!x; }\n",
    "system system { session = project; project = project project; as = as; session session : session { as = as as as; } }\n",
    "context context { protocol { context!rec; choice?choice(rec: int); rec rec { continue rec; } } choice {} rec {} context { race!par; } }\n",
    "role context;\nchoreography context(context) { context.context := 1; context { context := 2; } }\n",
    "role protocol, process, system;\nchoreography main(protocol, process) { protocol -> process : system; }\n",
  ])("%s", (text) => {
    expect(parseFile(text, 0).diagnostics).toEqual([]);
    expect(parseFileByReference(text, 0).diagnostics).toEqual([]);
  });
});

describe("size", () => {
  const nested = (count: number): string => `protocol P(A, B) { ${"rec X { ".repeat(count)}${"} ".repeat(count)}}\n`;

  test("blocks are nested to the limit and no further", () => {
    expect(errors(nested(190))).toEqual([]);
    expect(errors(nested(10_000))).toEqual(["1 nesting-too-deep"]);
    expect(errors(`process N plays A in P { ${"if x {} else ".repeat(10_000)}{} }\n`)).toEqual(["1 nesting-too-deep"]);
    expect(parseFileByReference(`process N plays A in P { ${"if x {} else ".repeat(300)}{} }\n`, 0).diagnostics.map(({ code }) => code)).toContain(
      "nesting-too-deep",
    );
  });

  test("a hundred thousand interactions in a row are read, counted and printed", () => {
    const text = `protocol P(A, B) {\n${"  A -> B : l; // comment\n".repeat(100_000)}}\n`;
    const { tree, diagnostics } = parseFile(text, 0);
    expect(diagnostics).toEqual([]);
    expect(countStatements(tree)).toBe(100_000);
    expect(printFile(tree) === text).toBe(true);
  });

  test("a hundred thousand statements of a process are read, counted and printed", () => {
    const text = `process N plays A in P {\n${"  B!l(x);\n".repeat(50_000)}${"  B?l(x);\n".repeat(50_000)}}\n`;
    const { tree, diagnostics } = parseFile(text, 0);
    expect(diagnostics).toEqual([]);
    expect(countStatements(tree)).toBe(100_000);
    expect(printFile(tree) === text).toBe(true);
  });

  test("the grammar follows three thousand interactions", () => {
    const { tree, diagnostics } = parseFileByReference(`protocol P(A, B) {\n${"A->B:l;\n".repeat(3000)}}\n`, 0);
    expect(diagnostics).toEqual([]);
    expect(countStatements(tree)).toBe(3000);
  });

  test("a protocol has as many roles as a program may declare", () => {
    const text = (count: number): string => `protocol P(${Array.from({ length: count }, (_, index) => `R${String(index)}`).join(", ")}) {}\n`;
    expect(errors(text(1024))).toEqual([]);
    expect(errors(text(1025))).toEqual(["1 too-many-roles"]);
    expect(parseFileByReference(text(1025), 0).diagnostics.map(({ code }) => code)).toEqual(["too-many-roles"]);
  });

  test("a hundred thousand actions of a context are read, counted and printed", () => {
    const text = `context C {\n  A {\n${"    B!l(int);\n    B?l;\n".repeat(50_000)}  }\n}\n`;
    const { tree, diagnostics } = parseFile(text, 0);
    expect(diagnostics).toEqual([]);
    expect(countStatements(tree)).toBe(100_001);
    expect(printFile(tree) === text).toBe(true);
  });

  test("a context has as many members as a program may declare roles", () => {
    const text = (count: number): string => `context C { ${Array.from({ length: count }, (_, index) => `R${String(index)} {}`).join(" ")} }\n`;
    expect(errors(text(1024))).toEqual([]);
    expect(errors(text(1025))).toEqual(["1 too-many-roles"]);
    expect(parseFileByReference(text(1025), 0).diagnostics.map(({ code }) => code)).toEqual(["too-many-roles"]);
  });

  test("tokens of protocols count as those of every program", () => {
    const text = "protocol P(A, B) { A -> B : l; }\n";
    expect(parseFile(text, 0, { ...defaultLimits, syntaxNodes: 10 }).diagnostics.map(({ code }) => code)).toEqual(["program-too-large"]);
  });
});
