import { describe, expect, test } from "vitest";
import { defaultLimits } from "../diagnostics/index.ts";
import { parseFile } from "./index.ts";
import { parseFileByReference } from "./reference.ts";

function codes(text: string): readonly string[] {
  return parseFile(text, 0).diagnostics.map((diagnostic) => diagnostic.code);
}

describe("text that is no program", () => {
  test.each([
    ["nothing", "", "empty-file"],
    ["comments only", "// nothing\n", "empty-file"],
    ["a NUL byte", "role A;\u0000", "control-character"],
    ["an escape sequence of a terminal", "// \u001b[31m\nrole A;", "control-character"],
    ["a lone carriage return", "role A; // hidden\rrole B;\n", "control-character"],
    ["a line separator", "role A; // \u2028\n", "control-character"],
    ["a direction override in a comment", "role A; // \u202e\n", "bidi-control-character"],
    ["an isolate in a string", 'const S = "\u2066";\n', "bidi-control-character"],
    ["a mark between tokens", "role \u200eA;\n", "bidi-control-character"],
    ["a name with a letter outside ASCII", "role Käufer;\n", "unexpected-character"],
    ["a string to the end of the file", 'const S = "abc', "unterminated-string"],
    ["an escape that is none", 'const S = "\\x41";\n', "invalid-escape"],
    ["a code point that is none", 'const S = "\\u{110000}";\n', "invalid-escape"],
    ["a tab in a string", 'const S = "\t";\n', "control-character"],
  ])("%s", (_, text, code) => {
    expect(codes(text)).toContain(code);
    expect(parseFileByReference(text, 0).diagnostics.length).toBeGreaterThan(0);
  });
});

describe("limits", () => {
  test("ten thousand parentheses are one diagnostic", () => {
    expect(codes(`const N = ${"(".repeat(10_000)}1${")".repeat(10_000)};\n`)).toEqual(["nesting-too-deep"]);
  });

  const heights: readonly (readonly [name: string, text: (count: number) => string])[] = [
    ["minus signs", (count) => `const N = ${"-".repeat(count)}1;\n`],
    ["negations", (count) => `const N = ${"not ".repeat(count)}true;\n`],
    ["implications", (count) => `const N = ${"true implies ".repeat(count)}true;\n`],
    ["summands", (count) => `const N = ${"1 + ".repeat(count)}1;\n`],
    ["fields", (count) => `const N = x${".f".repeat(count)};\n`],
    ["conditions", (count) => `const N = ${"if a then b else ".repeat(count)}1;\n`],
    ["conjuncts of a property", (count) => `property P = always ${"sent A -> B and ".repeat(count)}a;\n`],
    ["implications of a property", (count) => `property P = always ${"sent A -> B implies ".repeat(count)}a;\n`],
    ["negations of a property", (count) => `property P = always ${"not ".repeat(count)}sent A -> B;\n`],
    ["`else if`s", (count) => `choreography C(A) { ${"if A.x {} else ".repeat(count)}{} }\n`],
  ];

  test.each(heights)("ten thousand %s are one diagnostic, not a stack overflow", (_, text) => {
    expect(codes(text(10_000))).toEqual(["nesting-too-deep"]);
  });

  test.each(heights)("a thousand and one %s are refused by the grammar too", (_, text) => {
    expect(parseFileByReference(text(1001), 0).diagnostics.map((diagnostic) => diagnostic.code)).toEqual(["nesting-too-deep"]);
  });

  test("names, numbers and strings have a longest length", () => {
    expect(codes(`role ${"A".repeat(257)};\n`)).toEqual(["identifier-too-long"]);
    expect(codes(`role ${"A".repeat(256)};\n`)).toEqual([]);
    expect(codes(`const N = ${"1".repeat(4097)};\n`)).toEqual(["literal-too-long"]);
    expect(codes(`const N = ${"1".repeat(4096)};\n`)).toEqual([]);
    expect(codes(`const S = "${"a".repeat(70_000)}";\n`)).toEqual(["literal-too-long"]);
  });

  test("files, roles and tokens are counted", () => {
    expect(codes(" ".repeat(defaultLimits.fileBytes + 1))).toEqual(["file-too-large"]);
    expect(codes(`role ${Array.from({ length: 1025 }, (_, index) => `R${String(index)}`).join(", ")};\n`)).toEqual(["too-many-roles"]);
    expect(parseFile("role A, B;", 0, { ...defaultLimits, syntaxNodes: 5 }).diagnostics.map((diagnostic) => diagnostic.code)).toEqual(["program-too-large"]);
  });

  test("a file of nothing but errors is cut short", () => {
    expect(codes("$ ".repeat(100_000)).length).toBeLessThan(2000);
    expect(codes("role ;\n".repeat(100_000)).length).toBeLessThan(2000);
  });
});

describe("what is accepted", () => {
  test("names that JavaScript objects already have", () => {
    const text =
      "role __proto__ { constructor: int = 1; }\nchoreography hasOwnProperty(__proto__) {\n  __proto__.constructor -> toString.valueOf : __proto__;\n}\n";
    const { tree, diagnostics } = parseFile(text, 0);
    expect(diagnostics).toEqual([]);
    expect(tree.declarations[1]).toMatchObject({ body: { statements: [{ from: { text: "__proto__" }, message: { text: "__proto__" } }] } });
  });

  test("a byte order mark and Windows line ends", () => {
    const { tree, diagnostics } = parseFile("\ufeffrole A; // first\r\nrole B;\r\n", 0);
    expect(diagnostics).toEqual([]);
    expect(tree.declarations[0]).toMatchObject({ span: { start: 1, end: 8 }, trailing: "// first" });
  });

  test("spans count UTF-16 code units", () => {
    const text = 'const S = "😀"; const N = 1;';
    const { tree } = parseFile(text, 3);
    const span = tree.declarations[1]?.span;
    expect(span?.file).toBe(3);
    expect(text.slice(span?.start, span?.end)).toBe("const N = 1;");
  });

  test("an expected error on the first line, for files that do not parse", () => {
    expect(parseFile("// expect error unexpected-token at line 2\nrole ;\n", 0).tree.expectedError).toEqual({ code: "unexpected-token", line: 2 });
    expect(parseFile("// expect error use-double-equals at Seller", 0).tree.expectedError).toEqual({ code: "use-double-equals", role: "Seller" });
    expect(parseFile("// expect errors\nrole A;\n", 0).tree.expectedError).toBeUndefined();
    expect(parseFile("role A;\n// expect error unexpected-token\n", 0).tree.expectedError).toBeUndefined();
  });

  test("words of later constructs as names of roles, messages and variables", () => {
    const text = "role par, B;\nchoreography main(par, B) {\n  par.abort -> B.saga : commit;\n  par -> B : abort;\n}\n";
    expect(codes(text)).toEqual([]);
  });
});

test("a transaction that is performed in a block of assignments is told where it belongs", () => {
  const { diagnostics } = parseFile("role A; choreography main(A) { A { x := 1; y := perform t(x); } }", 0);
  expect(diagnostics.map(({ message, notes }) => [message, notes])).toEqual([
    ["expected an assignment, found the name `perform`", ["a transaction is performed outside of `A { … }`: `A.y := perform t(…);`"]],
  ]);
  const [first] = parseFile("role A; choreography main(A) { A { perform t(1); } }", 0).diagnostics;
  expect(first?.notes).toEqual(["a transaction is performed outside of `A { … }`: `perform A.t(…);`"]);
});
