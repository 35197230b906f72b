/** The shape that elaboration promises of terms (core/choreography.ts). */
import { describe, expect, test } from "vitest";
import { instantiate } from "../core/index.ts";
import type { Choreography, Instruction, Procedure } from "../core/index.ts";
import { analyseText } from "../loading/index.ts";
import { printExpression } from "../syntax/index.ts";

function procedures(declarations: string): ReadonlyMap<string, Procedure> {
  const { model, diagnostics } = analyseText(declarations);
  expect(diagnostics).toEqual([]);
  return model?.procedures ?? new Map<string, Procedure>();
}

function bodyOf(statements: string): Choreography {
  const text = `role A { n: int = 0; o: option<int> = none; b: bool = true; } role B { m: int = 0; } role C; choreography main(A, B, C) { ${statements} }`;
  const body = procedures(text).get("main")?.body;
  if (body === undefined) throw new Error("no body");
  return body;
}

/** One line, without sites; a tail after a conditional stands behind `;`. */
function show(term: Choreography): string {
  const parts: string[] = [];
  for (let cell = term; cell.kind === "sequence"; cell = cell.tail) parts.push(showInstruction(cell.head));
  return parts.join("; ");
}

function showInstruction(I: Instruction): string {
  switch (I.kind) {
    case "communicate":
      return `${I.from}(${I.expressions.map(printExpression).join(", ")})->${I.to}(${I.variables.join(", ")}):${I.label}`;
    case "select":
      return `${I.from}->${I.to}[${I.label}]`;
    case "assign":
      return `${I.role}.${I.variable}:=${printExpression(I.expression)}`;
    case "havoc":
      return `${I.role}.${I.variable}:=any ${I.domain.kind}`;
    case "if":
      return `if ${I.role} {${show(I.then)}} else {${show(I.else)}}`;
    case "match":
      return `match ${I.role} {${I.cases.map(({ pattern, body }) => `${pattern.kind} {${show(body)}}`).join(" ")}}`;
    case "choose":
      return `choose ${I.role} ${I.branches.map((branch) => `{${show(branch)}}`).join(" or ")}`;
    case "loop":
      return `loop ${I.name} {${show(I.body)}} exit {${show(I.exit)}}`;
    case "continue":
    case "break":
      return `${I.kind} ${I.loop}`;
    case "call":
      return `call ${I.procedure}(${I.roles.join(", ")}; ${[...I.arguments].map(([role, list]) => `${role}: ${list.map(printExpression).join(", ")}`).join("; ")})`;
    default:
      return I.kind;
  }
}

describe("sequences", () => {
  test.each([
    ["A.n -> B.x; A -> B, C : go;", "A(n)->B(x):_; A->B[go]; A->C[go]"],
    ["A { n := 1; k := n; }", "A.n:=1; A.k:=n"],
    ["A.n := any; A.n := any 0..9; A.n := any int where value > 0;", "A.n:=any type; A.n:=any range; A.n:=any type"],
    ["if A.b { A.n := 1; } B.m := 1;", "if A {A.n:=1} else {}; B.m:=1"],
    ["choose A { A.n := 1; } or { } B.m := 1;", "choose A {A.n:=1} or {}; B.m:=1"],
    ["match A.o { some(x) => { A.n := x; } none => { } } B.m := 1;", "match A {constructor {A.n:=x} constructor {}}; B.m:=1"],
  ])("%s", (statements, term) => {
    expect(show(bodyOf(statements))).toBe(term);
  });
});

describe("loops", () => {
  test.each([
    [
      "falls off its end as an explicit continue",
      "loop L { A.n := n + 1; if A.b { break L; } }",
      "loop L {A.n:=n + 1; if A {break L} else {continue L}} exit {}",
    ],
    ["takes what follows as its exit", "loop L { A.n := 1; break L; } B.m := 2;", "loop L {A.n:=1; break L} exit {B.m:=2}"],
    ["is what `while` means", "while A.b { A.n := 1; } B.m := 2;", "loop while#1 {if A {A.n:=1; continue while#1} else {break while#1}} exit {B.m:=2}"],
    [
      "numbers while loops in reading order",
      "while A.b { while A.b { A.n := 1; } } while A.b { }",
      "loop while#1 {if A {loop while#2 {if A {A.n:=1; continue while#2} else {break while#2}} exit {continue while#1}} else {break while#1}} " +
        "exit {loop while#3 {if A {continue while#3} else {break while#3}} exit {}}",
    ],
    [
      "has a name of its own",
      "loop L { A.n := 1; break L; } loop L { A.n := 2; break L; }",
      "loop L {A.n:=1; break L} exit {loop L#2 {A.n:=2; break L#2} exit {}}",
    ],
    [
      "hands the continuation of a conditional that jumps out to the branches that fall through",
      "loop L { if A.b { A.n := 1; break L; } else { if A.b { A.n := 2; } A.n := 3; } A.n := 4; }",
      "loop L {if A {A.n:=1; break L} else {if A {A.n:=2} else {}; A.n:=3; A.n:=4; continue L}} exit {}",
    ],
    [
      "hands it on through nested conditionals",
      "loop L { if A.b { if A.b { break L; } } A.n := 4; }",
      "loop L {if A {if A {break L} else {A.n:=4; continue L}} else {A.n:=4; continue L}} exit {}",
    ],
    [
      "hands it to the exit of a loop at a branch's end",
      "loop L { if A.b { loop M { A.n := 1; break M; } } else { A.n := 2; break L; } A.n := 4; }",
      "loop L {if A {loop M {A.n:=1; break M} exit {A.n:=4; continue L}} else {A.n:=2; break L}} exit {}",
    ],
    [
      "keeps a conditional whose jumps stay inside",
      "if A.b { loop M { A.n := 1; break M; } } A.n := 4;",
      "if A {loop M {A.n:=1; break M} exit {}} else {}; A.n:=4",
    ],
    [
      "that is left by outer jumps alone exits where they go",
      "loop L { loop M { if A.b { break L; } else { continue L; } } } B.m := 2;",
      "loop L {loop M {if A {break L} else {continue L}} exit {break L}} exit {B.m:=2}",
    ],
    [
      "counts a jump out of an inner while",
      "loop L { while A.b { if A.b { break L; } A.n := 1; } A.n := 2; break L; }",
      "loop L {loop while#1 {if A {if A {break L} else {A.n:=1; continue while#1}} else {break while#1}} exit {A.n:=2; break L}} exit {}",
    ],
  ])("%s", (_, statements, term) => {
    expect(show(bodyOf(statements))).toBe(term);
  });

  test("share the continuation that several branches fall through to", () => {
    const body = bodyOf("loop L { if A.b { A.n := 1; } else { if A.b { break L; } } A.n := 4; }");
    const loop = body.kind === "sequence" ? body.head : undefined;
    const conditional = loop?.kind === "loop" && loop.body.kind === "sequence" ? loop.body.head : undefined;
    if (conditional?.kind !== "if" || conditional.then.kind !== "sequence" || conditional.else.kind !== "sequence") throw new Error("no conditional");
    const inner = conditional.else.head;
    expect(inner.kind === "if" ? inner.else : undefined).toBe(conditional.then.tail);
  });
});

test("a label stands on every instruction of its statement", () => {
  const body = bodyOf("'tell: A -> B, C : go;");
  const labels: (string | undefined)[] = [];
  for (let cell = body; cell.kind === "sequence"; cell = cell.tail) labels.push("site" in cell.head ? cell.head.site.label : undefined);
  expect(labels).toEqual(["tell", "tell"]);
});

test("a block of many statements takes no stack", () => {
  const count = 10_000;
  let length = 0;
  for (let cell = bodyOf("A.n := n + 1;".repeat(count)); cell.kind === "sequence"; cell = cell.tail) length++;
  expect(length).toBe(count);
});

describe("calls", () => {
  const text = `role W { n: int = 0; } role A { n: int = 1; } role B { n: int = 2; }
    choreography Swap(P: W, Q: W; x: int at P, y: int at Q, z: int at P) {
      loop L { if P.(x > z) { break L; } else { P.n -> Q.y_; call Swap(Q, P; y, n, y_); } }
    }
    choreography main(A, B) { call Swap(A, B; n, n + 1, 3); }`;

  test("group arguments by actual role, in the order of the parameters", () => {
    expect(show(procedures(text).get("main")!.body)).toBe("call Swap(A, B; A: n, 3; B: n + 1)");
  });

  test("rename formal roles to actual ones, all at once", () => {
    const swap = procedures(text).get("Swap")!;
    const renamed = show(instantiate(swap, ["Q", "P"]));
    expect(renamed).toBe("loop L {if Q {break L} else {Q(n)->P(y_):_; call Swap(P, Q; P: y, y_; Q: n); continue L}} exit {}");
    expect(instantiate(swap, swap.roles)).toBe(swap.body);
  });

  test("rename bodies of any length and keep what is shared", () => {
    const long = `role W { n: int = 0; b: bool = true; } choreography Long(P: W) { loop L { ${"if P.b { break L; } P.n := n + 1; ".repeat(150)} ${"P.n := 0; ".repeat(5000)} } }`;
    const renamed = instantiate(procedures(long).get("Long")!, ["A"]);
    const seen = new Set<Choreography>();
    const roles = new Set<string>();
    const pending = [renamed];
    for (let term = pending.pop(); term !== undefined; term = pending.pop()) {
      if (term.kind === "end" || seen.has(term)) continue;
      seen.add(term);
      pending.push(term.tail);
      if (term.head.kind === "if") pending.push(term.head.then, term.head.else);
      if (term.head.kind === "loop") pending.push(term.head.body, term.head.exit);
      if ("role" in term.head) roles.add(term.head.role);
    }
    expect([...roles]).toEqual(["A"]);
    // Each pair of statements is a conditional, its `break` and an assignment; the loop and its `continue` are two more.
    expect(seen.size).toBe(3 * 150 + 5000 + 2);
  });
});
