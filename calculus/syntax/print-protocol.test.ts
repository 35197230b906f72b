import { describe, expect, test } from "vitest";
import { parseFile } from "../parser/index.ts";
import { countStatements, printFile, printPayloadItem, printProcessStatement, printProtocolStatement } from "./index.ts";
import type { ProcessStatement, ProtocolStatement } from "./index.ts";

function inProtocol(text: string): ProtocolStatement {
  const [declaration] = parseFile(`protocol P(A, B) { ${text} }`, 0).tree.declarations;
  const first = declaration?.kind === "protocol" ? declaration.body.statements[0] : undefined;
  if (first === undefined) throw new Error(text);
  return first;
}

function inProcess(text: string): ProcessStatement {
  const [declaration] = parseFile(`process N plays A in P { ${text} }`, 0).tree.declarations;
  const first = declaration?.kind === "process" ? declaration.body.statements[0] : undefined;
  if (first === undefined) throw new Error(text);
  return first;
}

function formatted(text: string): string {
  return printFile(parseFile(text, 0).tree);
}

describe("statements of a protocol", () => {
  test.each([
    ["A->B:l();", "A -> B : l;"],
    ["A -> B,C : _( int ,x:int, p:( int where value>0 ), s : Q @ C, Q@D );", "A -> B, C : _(int, x: int, p: (int where value > 0), s: Q@C, Q@D);"],
    ["choice at A {} or { A->B:l; }", "choice at A {} or {\n  A -> B : l;\n}"],
    ["choice at A {}", "choice at A {}"],
    ["rec X { continue X; }", "rec X {\n  continue X;\n}"],
    ["par { do Q(A); } and {}", "par {\n  do Q(A);\n} and {}"],
    ["do Q();", "do Q();"],
  ])("%s", (text, printed) => {
    expect(printProtocolStatement(inProtocol(text))).toBe(printed);
  });

  test("an item of a payload", () => {
    const message = inProtocol("A -> B : l(x: list<int>);");
    expect(message.kind === "message" ? message.payload.map(printPayloadItem) : []).toEqual(["x: list<int>"]);
  });
});

describe("statements of a process", () => {
  test.each([
    ["B!l();", "B!l;"],
    ["s . B ! _( x+1,2 );", "s.B!_(x + 1, 2);"],
    ["B?l(x,y);", "B?l(x, y);"],
    ["branch s.B { ok()=>{} _(x)=>{ x:=any 0..1; } }", "branch s.B {\n  ok => {}\n  _(x) => {\n    x := any 0..1;\n  }\n}"],
    ["branch B {}", "branch B {}"],
    ["branch { B ? ok()=>{} C?_( x )=>{ B!l; } }", "branch {\n  B?ok => {}\n  C?_(x) => {\n    B!l;\n  }\n}"],
    ["branch {// why\n B?ok => {} // behind\n // last\n }", "branch {\n  // why\n  B?ok => {} // behind\n  // last\n}"],
    ["branch {}", "branch {}"],
    [
      "select { when x>1 : B ! l( x )do{ x:=1;y:=x; }=>{ B!k; } B?m( x )=>{} skip do{ } C?_ }",
      "select {\n  when x > 1: B!l(x) do { x := 1; y := x; } => {\n    B!k;\n  }\n  B?m(x)\n  skip\n  C?_\n}",
    ],
    ["select {// why\n B?ok do{ x := 1; } // behind\n // last\n }", "select {\n  // why\n  B?ok do { x := 1; } // behind\n  // last\n}"],
    ["select { skip => { // inside\n } }", "select {\n  skip => {\n    // inside\n  }\n}"],
    ["select {}", "select {}"],
    ["if (x) {} else { if (y) {} else { B!l; } }", "if x {} else if y {} else {\n  B!l;\n}"],
    ["if x {} else { // why\n if y {} }", "if x {} else {\n  // why\n  if y {}\n}"],
    ["match x { 0 => {} }", "match x {\n  0 => {}\n}"],
    ["choose {} or { call N(1); }", "choose {} or {\n  call N(1);\n}"],
    ["while x>0 { break L; }", "while x > 0 {\n  break L;\n}"],
    ["assert (x and y);", "assert x and y;"],
  ])("%s", (text, printed) => {
    expect(printProcessStatement(inProcess(text))).toBe(printed);
  });
});

test("a system stands member by member, its sessions in one line where they fit", () => {
  const text = "system S{A=N;B=project  C;session q:Q{C=A as s;D=B as t;}// behind\nsession r:R{ // why\n}}";
  expect(formatted(text)).toBe(
    "system S {\n  A = N;\n  B = project C;\n  session q : Q { C = A as s; D = B as t; } // behind\n  session r : R {\n    // why\n  }\n}\n",
  );
});

test("a process without parameters has no parentheses, a protocol without roles has", () => {
  expect(formatted("process N() plays A in P {}\nprotocol P() {}\n")).toBe("process N plays A in P {}\nprotocol P() {}\n");
});

test("statements, members and ends of sessions are counted", () => {
  const text =
    "protocol P(A) { choice at A { A -> B : l; } or { rec X { continue X; } } } process N plays A in P { branch B { l => { B!l; } } if x {} else if y { B!l; } } system S { A = N; session q : Q { C = A as s; } }";
  expect(countStatements(parseFile(text, 0).tree)).toBe(4 + 5 + 3);
});
