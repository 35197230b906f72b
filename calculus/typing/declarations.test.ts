/** Declarations, properties and expectations that are refused, each with the place of its error, and near misses that are not. */
import { describe, expect, test } from "vitest";
import { analyseText } from "../loading/index.ts";
import { errorsOf } from "./expect-errors.ts";
import { localTypes } from "./index.ts";
import { describeType } from "../values/index.ts";

const rest = "role Z; choreography main(Z) { }";

function expectMarked(code: string | undefined, marked: string): void {
  const { found, marks } = errorsOf(marked);
  expect(found).toEqual(marks.map((at) => ({ code, at })));
}

describe("declarations", () => {
  test.each([
    ["duplicate-name", "role A; enum «A» { X }"],
    ["duplicate-name", "const x = 1; fn «x»(): int = 1;"],
    ["duplicate-name", "enum E { X, Y } enum F { «X» }"],
    ["duplicate-name", "role A; const «A» = 1;"],
    ["duplicate-name", "fn f(x: int, «x»: int): int = x;"],
    ["duplicate-name", "record R { f: int, «f»: bool }"],
    ["duplicate-name", "choreography C(Z) { } choreography «C»(Z) { }"],
    ["duplicate-name", "choreography C(Z, «Z») { }"],
    ["unknown-type", "type T = list<«Unknown»>;"],
    ["unknown-type", "fn f(x: «Z»): int;"],
    ["unknown-role", "choreography C(«Q») { }"],
    ["unknown-role", "choreography C(P: «Q») { }"],
    ["unknown-role", "choreography C(Z; n: int at «Q») { }"],
    ["shadowed-name", "role A; choreography C(«A»: Z) { }"],
    ["shadowed-name", "const n = 1; role A { «n»: int = 1; }"],
    ["shadowed-name", "const n = 1; fn f(«n»: int): int = 1;"],
    ["shadowed-name", "role A { n: int = 1; } choreography C(A; «n»: int at A) { }"],
    ["reserved-builtin-name", "fn «length»(x: int): int = x;"],
    ["reserved-builtin-name", "enum E { «some»(int) }"],
    ["recursive-function", "fn «f»(x: int): int = g(x); fn g(x: int): int = f(x);"],
    ["recursive-function", "fn «f»(x: int): int requires f(x) > 0 = x;"],
    ["recursive-function", "fn «f»(x: int): int ensures g(x) == result; fn g(x: int): int = f(x);"],
    ["recursive-function", "fn «f»(x: int): option<P>; type P = int where g(value) > 0; fn g(x: int): int = unwrap_or(f(x), 1);"],
    ["recursive-function", "enum E { Leaf(P) } fn «f»(x: int): E; type P = int where g(value) > 0; fn g(x: int): int = if f(x) == f(x) then 1 else 2;"],
    ["recursive-constant", "const «a» = b; const b = a;"],
    ["recursive-type", "type «T» = list<U>; type U = option<T>;"],
    ["recursive-type", "record «R» { next: R }"],
    ["recursive-type", "enum «E» { X(F) } enum «F» { Y(E) }"],
    ["type-mismatch", "type T = int where «value»;"],
    ["type-mismatch", "type T = list<(int where «length(value)» > 0)>;"],
    ["unknown-name", "role A { low: int = 1; } type T = int where value > «low»;"],
    ["remote-read", "role A { low: int = 1; } type T = int where value > «A.low»;"],
    ["type-mismatch", "fn f(x: int): bool = «x»;"],
    ["type-mismatch", "fn f(x: int): int requires «x» = x;"],
    ["unknown-name", "fn f(x: int): int requires «result» > 0;"],
    ["type-mismatch", `role A { x: int = «"a"»; }`],
    ["type-mismatch", "role A { x: bool = «any 0..3»; }"],
    ["type-mismatch", "role A { x: int = any where «value»; }"],
    ["invalid-range", "role A { x: int = any «1»..-1; }"],
    ["unknown-name", "role A { x: int = 1; y: int = «x»; }"],
    ["oracle-in-closed-expression", "fn f(x: int): int; fn g(x: int): int = f(x); const c = «g(1)»;"],
    ["oracle-in-closed-expression", "fn f(x: int): bool; type T = int where «f(value)»;"],
    ["constant-fails", "const c = «head(drop([1], 1))»;"],
    ["constant-fails", "role A { x: int = «1 / 0»; }"],
    ["constant-fails", "role A { x: int = «any 0..1 / 0»; }"],
  ])("%s: %s", (code, text) => {
    expectMarked(code, `${text} ${rest}`);
  });

  test.each([
    "const b = a; const a = 1;",
    "enum Tree { Fork(Tree, Tree), Leaf } record Chain { next: option<Chain> } enum Rose { Rose_(list<Rose>) }",
    "fn f(x: int): int requires x > 0 ensures result > x; fn g(x: int): int = f(x) + f(x + 1);",
    'type Small = int where value < 4; type Word = string where length(value) < 3; role A { x: Small = any; w: Word = "ab"; p: Small = any Small where value > 2; }',
    "role P { n: int = 0; size: int = 1; } choreography C(Q: P; k: int at Q) { Q.n := size + k; }",
    'enum Book { Book(string) } record Point { x: int } role A { Point: Point = Point(x: 1); book: Book = Book("TAPL"); }',
    "choreography Z_(Z) { } property Z_p of Z_ = always true;",
  ])("accepts %s", (text) => {
    expectMarked(undefined, `${text} ${rest}`);
  });
});

describe("properties", () => {
  const world = `role A { x: int = 0; } role B { y: int = 0; } role C;
    choreography Part(P: A) { 'inner: P.k := 1; }
    choreography main(A, B) { A.x -> B.z : one; 'tell: A -> B : two; call Part(A); }`;
  test.each([
    ["type-mismatch", "always «A.x»"],
    ["type-mismatch", "always A.x + 1 == «true»"],
    ["unknown-name", "always A.«w» == 1"],
    ["unknown-name", "always «x» == 1"],
    ["unknown-role", "always «D».x == 1"],
    ["role-not-in-scope", "always «C» at end"],
    ["role-as-value", "always «A» == 1"],
    ["unguarded-variable", "always «B.z» == 0"],
    ["unguarded-variable", "always «B.z» == 0 and B.z is set"],
    ["unguarded-variable", "always B.z is set or «B.z» == 0"],
    ["unguarded-variable", "witness A.k is set and «B.z» == 0"],
    ["unguarded-variable", "always not (B.z is set implies A.x == 0) or «B.z» == 1"],
    ["unknown-message", "witness sent A -> B : «tow»"],
    ["unknown-label", "witness A at '«outer»"],
    ["unknown-name", "always B.«w» is set"],
  ])("%s: %s", (code, property) => {
    expectMarked(code, `${world} property P = ${property};`);
  });

  test.each([
    "always B.z is set implies B.z == A.x",
    "always not (B.z is set) or B.z == 0",
    "never B.z is set and A.k is set and B.z == A.k",
    "witness sent A -> B : one and not (received A -> B : two)",
    "witness A at 'inner or B at 'tell",
    "finally A at end and B.y == 0",
    "always (B.z is set and A.k is set) implies (B.z == 0 or A.k == 1)",
    "always not (not (B.z is set) or not (A.k is set)) implies B.z == A.k",
  ])("accepts %s", (property) => {
    expectMarked(undefined, `${world} property P = ${property};`);
  });

  test("read one variable of a role, whichever call it is in", () => {
    const other = `role A { x: int = 0; } choreography Part(P: A) { P.k := "s"; } choreography main(A) { A.k := 1; call Part(A); }`;
    expectMarked("ambiguous-type", `${other} property P = always A.x == 0 implies A.«k» == 1;`);
  });

  test("are about a choreography that can be run", () => {
    expectMarked("not-closed", `${world} property P of «Part» = always true;`);
    expectMarked("unknown-choreography", `${world} property P of «Prt» = always true;`);
    expectMarked("no-entry-point", "role A; choreography X(A) { } choreography Y(A) { } property «P» = always true;");
  });
});

describe("expectations", () => {
  const world = "role A, B; choreography Greet(A, B) { A -> B : hello; } choreography Formal(P: A) { } property Done of Greet = finally A at end;";
  test.each([
    ["unknown-subject", "expect «Great» : projectable;"],
    ["unknown-property", "expect Greet : «dedlock-free»;"],
    ["unknown-property", "expect Greet : «proved»;"],
    ["unknown-property", "expect Greet : «Done»;"],
    ["unknown-property", "expect Done : «deadlock-free»;"],
    ["not-yet-supported", "expect Greet : «live»;"],
    ["wrong-item-argument", "expect Greet : «bounded»;"],
    ["irrelevant-network", "expect Greet on mailbox : «projectable»;"],
    ["not-yet-supported", "«expect Greet on sequence-indexed : deadlock-free;»"],
    ["contradictory-network", "«expect Greet on bag mailbox : deadlock-free;»"],
    ["contradictory-network", "«expect Greet on lossy bounded(2) lossy : deadlock-free;»"],
    ["contradictory-network", "«expect Greet on lossy synchronous : deadlock-free;»"],
    ["unknown-network", "«expect Greet on bounded(0) : deadlock-free;»"],
    ["unknown-network", "«expect Greet on bounded : deadlock-free;»"],
    ["unknown-network", "«expect Greet on mailbox(2) : deadlock-free;»"],
    [undefined, "expect Greet on mailbox bounded(2) lossy duplicating : deadlock-free; expect Done on bag : proved;"],
    ["unknown-fault-model", "expect Greet under «F» : projectable;"],
    ["unknown-network", "«expect Greet on pigeons : projectable;»"],
    ["unknown-fairness", "«expect Greet with luck : projectable;»"],
    ["unknown-diagnostic", "«expect error no-such-code;»"],
    ["not-closed", "expect Formal : well-typed, projectable, «deadlock-free»;"],
    ["wrong-item-argument", "expect Greet : «projectable(2)»;"],
  ])("%s: %s", (code, text) => {
    expectMarked(code, `${world} ${text}`);
  });

  test.each([
    [undefined, "lose A -> B; lose A -> B : hello at most 2; duplicate at most 1; reorder B -> A; crash A, B at most 3; crash A permanently at most 1;"],
    ["unknown-role", "crash «C» at most 1;"],
    ["unknown-role", "lose A -> «C»;"],
    ["unknown-message", "lose A -> B : «helo»;"],
    ["duplicate-fault", "crash A, B; lose at most 1; «crash B, A at most 2;»"],
    ["duplicate-fault", "crash A, «A»;"],
    ["fault-budget", "«lose at most 0;»"],
    ["fault-budget", "«crash A at most 1000001;»"],
    ["impossible-fault", "«duplicate A -> A;»"],
    ["impossible-fault", "reorder A -> B : «hello»;"],
  ])("fault models: %s: %s", (code, clauses) => {
    expectMarked(code, `${world} faults F { ${clauses} } expect Greet under F : deadlock-free; expect Done under F on bag : proved;`);
  });

  test("under faults are about runs", () => {
    expectMarked("irrelevant-faults", `${world} faults F { lose; } expect Greet under F : «projectable»;`);
    expectMarked("duplicate-name", `${world} faults F { lose; } faults «F» { }`);
  });

  test("name choreographies with built-in properties, and properties with verdicts", () => {
    expectMarked(
      undefined,
      `${world} expect Greet on fifo : well-typed, projectable = violated, assert; expect Done : vacuous; expect error self-communication;`,
    );
  });
});

test("the entry is `main`, or the only choreography of the named file", () => {
  const entry = (text: string): string | undefined => analyseText(text).model?.entry;
  expect(entry("role A; choreography Only(A) { }")).toBe("Only");
  expect(entry("role A; choreography Other(A) { } choreography main(A) { }")).toBe("main");
  expect(entry("role A; choreography One(A) { } choreography Two(A) { }")).toBeUndefined();
  expect(entry("role A;")).toBeUndefined();
});

test("types of locals are inferred, elements of collections included", () => {
  const { files } = analyseText(`role A { n: int = 0; } role B;
    choreography main(A, B) { A.k := []; A.k := append(k, some(n)); A.(k, "s") -> B.(ks, s); }`);
  const locals = localTypes(files).get("main");
  const shown = [...(locals ?? [])].map(([role, types]) => [role, [...types].map(([name, type]) => `${name}: ${describeType(type)}`)]);
  expect(shown).toEqual([
    ["A", ["k: list<option<int>>"]],
    ["B", ["ks: list<option<int>>", "s: string"]],
  ]);
});

test("reports name the other places that matter", () => {
  const text = 'role A { n: int = 0; } role B { m: string = ""; } choreography main(A, B) { A.n -> B.k; B.k := m; }';
  const [first] = analyseText(text).diagnostics;
  expect(first?.message).toBe("expected int, found string");
  expect(first?.labels.map(({ span, message }) => [text.slice(span.start, span.end), message])).toEqual([["k", "first bound here, as int"]]);
});
