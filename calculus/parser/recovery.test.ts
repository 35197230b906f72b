import { describe, expect, test } from "vitest";
import { parseFile } from "./index.ts";

/** The codes and lines of the diagnostics of a text. */
function errors(text: string): readonly string[] {
  return parseFile(text, 0).diagnostics.map((diagnostic) => `${String(text.slice(0, diagnostic.span.start).split("\n").length)} ${diagnostic.code}`);
}

function inChoreography(...statements: readonly string[]): string {
  return `role A, B;\nchoreography C(A, B) {\n${statements.join("\n")}\n}\nexpect C : well-typed;\n`;
}

describe("independent errors", () => {
  test("five errors in five statements of one choreography are five diagnostics", () => {
    const text = inChoreography("  A.x + 1 -> B.y;", "  A -> B;", "  A.() -> B.y;", "  A.(x = 1) -> B.y;", "  A.x -> B.y : role;", "  A.x -> B.y;");
    expect(errors(text)).toEqual([
      "3 parenthesise-located-expression",
      "4 missing-selection-label",
      "5 empty-payload",
      "6 use-double-equals",
      "7 reserved-word",
    ]);
  });

  test("errors inside the blocks of a statement whose head is broken are found too", () => {
    const text = inChoreography("  if A.(x < {", "    A.x -> B;", "  } else {", "    A.x := ;", "  }");
    expect(errors(text)).toEqual(["3 unexpected-token", "4 unexpected-token", "6 unexpected-token"]);
  });

  test("a broken case of a match leaves the other cases alone", () => {
    const text = inChoreography("  match A.x {", "    Red -> { A -> B : l; }", "    Blue => { B -> ; }", "    _ => { }", "  }", "  A.1.5 -> B.x;");
    expect(errors(text)).toEqual(["4 unexpected-token", "5 unexpected-token", "8 invalid-number"]);
  });

  test("a missing semicolon is repaired where it is missing, and the next statement is read", () => {
    const { diagnostics, tree } = parseFile(inChoreography("  A.x -> B.y", "  A -> B : l;"), 0);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(["missing-semicolon"]);
    expect(diagnostics[0]?.fix?.edits).toEqual([{ span: { file: 0, start: 46, end: 46 }, replacement: ";" }]);
    expect(tree.declarations[1]).toMatchObject({ body: { statements: [{ kind: "communicate" }, { kind: "select" }] } });
  });

  test("a misspelled word is named and read as what was meant", () => {
    const text = inChoreography("  whlie A.(x > 0) {", "    B -> ;", "  }");
    const { diagnostics } = parseFile(text, 0);
    expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual(["`whlie` begins nothing; did you mean `while`?", "expected a role, found `;`"]);
    expect(diagnostics[0]?.fix?.edits[0]?.replacement).toBe("while");
  });

  test("a block that is never closed is one error, however deep", () => {
    expect(errors("role A, B;\nchoreography C(A, B) {\n  if A.x {\n    while A.x {\n      A -> B : l;\nchoreography D(A) {}\n")).toEqual(["4 unclosed-block"]);
  });

  test("of the blocks that may be the open one, the indentation names the likely one", () => {
    const text = "role A, B;\nchoreography C(A, B) {\n  while A.x {\n    if A.x {\n      A -> B : l;\n  }\n  A -> B : m;\n}\n";
    const { diagnostics } = parseFile(text, 0);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(["unclosed-block"]);
    const perhaps = diagnostics[0]?.labels.find((label) => label.message === "perhaps this one");
    expect(text.slice(0, perhaps?.span.start).split("\n")).toHaveLength(4);
  });

  test("a misspelled kind of property is named and read as what was meant", () => {
    const { diagnostics, tree } = parseFile("property P = alwys A.x == 1;\nproperty Q = evntually not A.x;\n", 0);
    expect(diagnostics.map((diagnostic) => diagnostic.fix?.edits[0]?.replacement)).toEqual(["always", "eventually"]);
    expect(tree.declarations).toMatchObject([{ property: { kind: "always" } }, { property: { kind: "eventually" } }]);
  });

  test("declarations recover one by one", () => {
    const text = "const = 3;\ntype T int;\nenum E { A B }\nrole A { x: int; }\nfn f(x int): int;\nrole B;\n";
    expect(errors(text)).toEqual(["1 unexpected-token", "2 unexpected-token", "3 unexpected-token", "4 missing-initial-value", "5 unexpected-token"]);
    expect(parseFile(text, 0).tree.declarations.at(-1)).toMatchObject({ kind: "role", roles: [{ name: { text: "B" } }] });
  });
});

describe("no cascades", () => {
  test.each([
    ["a string that is not closed", 'choreography main(A) { A.x := "abc; }\nrole A;\n', ["1 unterminated-string"]],
    ["an arrow from a paper", inChoreography("  A.x → B.y;"), ["3 unexpected-character"]],
    ["a brace too many", "role A;\n}\nrole B;\n", ["2 unexpected-token"]],
    ["a semicolon behind a block", "choreography C(A) {\n};\nrole A;\n", ["2 unexpected-token"]],
    ["an operator behind a located primary", inChoreography("  if A.x < 3 and A.y { A -> B : l; }"), ["3 parenthesise-located-expression"]],
    ["a colon-less assignment", inChoreography("  A.x = 3;"), ["3 unexpected-token"]],
  ])("%s is one error", (_, text, expected) => {
    expect(errors(text)).toEqual(expected);
  });
});
