import { describe, expect, test } from "vitest";
import { parseFile } from "../parser/index.ts";
import {
  printDeclaration,
  printExpression,
  printFile,
  printFormula,
  printItem,
  printLocated,
  printPlainType,
  printProperty,
  printSource,
  printStatement,
  printString,
  printType,
} from "./index.ts";
import type { Declaration, Expression, Formula, Statement, Type } from "./index.ts";

const nowhere = { file: 0, start: 0, end: 0 };

function declaration<Kind extends Declaration["kind"]>(kind: Kind, text: string): Extract<Declaration, { kind: Kind }> {
  const { tree, diagnostics } = parseFile(text, 0);
  expect(diagnostics).toEqual([]);
  const found = tree.declarations.find((each): each is Extract<Declaration, { kind: Kind }> => each.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} in ${text}`);
  return found;
}

function expression(text: string): Expression {
  return declaration("const", `const C = ${text};`).value;
}

function type(text: string): Type {
  return declaration("type", `type T = ${text};`).type;
}

function statement(text: string): Statement {
  const [first] = declaration("choreography", `choreography C(A, B) { ${text} }`).body.statements;
  if (first === undefined) throw new Error(text);
  return first;
}

describe("expressions have the parentheses that they need and no others", () => {
  test.each([
    ["((a))", "a"],
    ["(a + b) + c", "a + b + c"],
    ["a + (b + c)", "a + (b + c)"],
    ["a - (b - c) - d", "a - (b - c) - d"],
    ["(a * b) + (c / d)", "a * b + c / d"],
    ["(a + b) * c", "(a + b) * c"],
    ["-(a + b) * -(-c)", "-(a + b) * --c"],
    ["-(a.b[1])", "-a.b[1]"],
    ["(-a).b", "(-a).b"],
    ["(a == b) and (c < d)", "a == b and c < d"],
    ["(a == b) == c", "(a == b) == c"],
    ["not (a and b)", "not (a and b)"],
    ["not (not a)", "not not a"],
    ["(not a) == b", "(not a) == b"],
    ["not (a == b)", "not a == b"],
    ["(a implies b) implies c", "(a implies b) implies c"],
    ["a implies (b implies c)", "a implies b implies c"],
    ["(a or b) and c", "(a or b) and c"],
    ["(if a then b else c) + 1", "(if a then b else c) + 1"],
    ["if a then b else (if c then d else e)", "if a then b else if c then d else e"],
    ["f((a), [ (1) ], set[ ], map[ (1) : 2 ], R( x : (1) ))", "f(a, [1], set[], map[1: 2], R(x: 1))"],
  ])("%s", (written, printed) => {
    expect(printExpression(expression(written))).toBe(printed);
    expect(printExpression(expression(printed))).toBe(printed);
  });

  test("a negative value is a number with a sign", () => {
    const negative: Expression = { kind: "integer", value: -5n, span: nowhere };
    expect(printExpression(negative)).toBe("-5");
    expect(printLocated(negative)).toBe("(-5)");
  });

  test("behind a role everything but a primary is parenthesised", () => {
    expect(printLocated(expression("a.b[1]"))).toBe("a.b[1]");
    expect(printLocated(expression("a + 1"))).toBe("(a + 1)");
    expect(printLocated(expression("not a"))).toBe("(not a)");
  });
});

test("strings print what a program may contain and escape the rest", () => {
  const value = 'a"b\\c\nd\te\u0000\u001b\u202e\u2066\ud800😀é\u007f';
  expect(printString(value)).toBe('"a\\"b\\\\c\\nd\\te\\u{0}\\u{1b}\\u{202e}\\u{2066}\\u{d800}😀é\\u{7f}"');
  expect(expression(printString(value))).toMatchObject({ kind: "string", value });
});

test("types are parenthesised where a refinement has to be", () => {
  expect(printType(type("(int where value > 0)"))).toBe("int where value > 0");
  expect(printPlainType(type("int where value > 0"))).toBe("(int where value > 0)");
  expect(printType(type("map<(int where value > 0), list<option<T>>>"))).toBe("map<(int where value > 0), list<option<T>>>");
  expect(printType(type("(int where value > 0) where value < 9"))).toBe("(int where value > 0) where value < 9");
});

test("sources of values", () => {
  const printed = ["any", "any 0..9", "any -1..(a + 1) * 2", "any T where value > 0", "any where value > 0", "a + 1"].map((source) => {
    const assigned = statement(`A.x := ${source};`);
    return assigned.kind === "assign" ? printSource(assigned.source) : "";
  });
  expect(printed).toEqual(["any", "any 0..9", "any -1..(a + 1) * 2", "any T where value > 0", "any where value > 0", "a + 1"]);
});

test("a message label that is not written is not printed", () => {
  expect(printStatement(statement("A.(x) -> B.(y) : _;"))).toBe("A.x -> B.y;");
  expect(printStatement(statement("'l: A.(x, y) -> B.(z, w) : m;"))).toBe("'l: A.(x, y) -> B.(z, w) : m;");
});

test("an `else` with one `if` is an `else if`, unless something is written beside it", () => {
  expect(printStatement(statement("if A.x {} else { if A.y {} else { A -> B : l; } }"))).toBe("if A.x {} else if A.y {} else {\n  A -> B : l;\n}");
  expect(printStatement(statement("if A.x {} else { 'l: if A.y {} }"))).toBe("if A.x {} else {\n  'l: if A.y {}\n}");
  expect(printStatement(statement("if A.x {} else { // why\n if A.y {} }"))).toBe("if A.x {} else {\n  // why\n  if A.y {}\n}");
});

describe("properties", () => {
  test.each([
    "always A.x >= 0",
    "never (sent A -> B : l or A at end) and not B at 'here",
    "finally A.x is set implies (A.x == 1 implies received B -> A) implies A.x == 2",
    "witness (sent A -> B implies A.x == 1) implies sent B -> A : _",
    "eventually A at end with strong-fairness",
    "sent A -> B leads to received A -> B",
    "A.x == 0 until (A.x + 1) * 2 == 4 with no-fairness",
  ])("%s", (text) => {
    expect(printProperty(declaration("property", `property P = ${text};`).property)).toBe(text);
  });

  test("a connective is one of formulas, whether it was read in parentheses or not", () => {
    const formula = (text: string): Formula => {
      const { property } = declaration("property", `property P = always ${text};`);
      if (property.kind !== "always") throw new Error(text);
      return property.formula;
    };
    expect(printFormula(formula("((A.x and A.y) or A.z)"))).toBe("A.x and A.y or A.z");
    expect(formula("(A.x and A.y)").kind).toBe("and");
    expect(formula("(A.x and A.y) == A.z").kind).toBe("expression");
  });
});

test("lists in braces stand on one line while they fit and have no comment", () => {
  expect(printDeclaration(declaration("enum", "enum E { Red,\n Green(int), }"))).toBe("enum E { Red, Green(int) }");
  expect(printDeclaration(declaration("record", "record R { x: int; // first\n y: int }"))).toBe("record R {\n  x: int, // first\n  y: int,\n}");
  const long = Array.from({ length: 12 }, (_, index) => `field${String(index)}: int = 0;`).join(" ");
  expect(printDeclaration(declaration("role", `role A { ${long} }`)).split("\n")).toHaveLength(14);
  expect(printDeclaration(declaration("role", "role A, B { x: int = 1; }, C;"))).toBe("role A, B { x: int = 1; }, C;");
});

test("items of expectations", () => {
  const { items } = declaration("expect", "expect C : bounded(2) = unknown, live++, proved;");
  expect(items.map(printItem)).toEqual(["bounded(2) = unknown", "live++", "proved"]);
});

test("a file without anything is no text", () => {
  expect(printFile({ declarations: [], span: nowhere })).toBe("");
});
