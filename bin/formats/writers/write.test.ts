import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../../calculus/diagnostics/index.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import { parseFile } from "../../../calculus/parser/index.ts";
import { differenceOfTrees, equalTrees } from "../../../calculus/syntax/index.ts";
import type { ParsedFile } from "../../../calculus/syntax/index.ts";
import { readScribble } from "../scribble/read.ts";
import { globalDiagram } from "./automata.ts";
import { dotDiagrams, mermaidDiagrams } from "./state-diagram.ts";
import { choreoText } from "./write-choreo.ts";
import { nuscrText } from "./write-nuscr.ts";

function read(text: string): ParsedFile {
  const { tree, diagnostics } = readScribble(text, 0, defaultLimits, "x.nuscr");
  expect(diagnostics, text).toEqual([]);
  return tree;
}

function toNuscr({ declarations }: ParsedFile): string {
  const written = nuscrText(declarations, () => true);
  return "text" in written ? written.text : expect.unreachable(JSON.stringify(written.diagnostics));
}

function ownProgram(text: string): ParsedFile {
  const { tree, diagnostics } = parseFile(text, 0);
  expect(diagnostics, text).toEqual([]);
  return tree;
}

function sample(name: string): string {
  return readFileSync(new URL(`../samples/${name}`, import.meta.url), "utf8");
}

const role = fc.constantFrom("A", "B", "C'", "0", "choose");
const label = fc.constantFrom("ok", "1", "l'", "while", "l_", "ok_2");
const name = fc.constantFrom("x", "y", "none", "value'", "z1");
const sort = fc.constantFrom("int", "bool", "string", "unit", "Title", "a.b.T", "T'", "list", "P@A");

const { expression } = fc.letrec<{ expression: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    fc.constantFrom("x", "y", "true", "0", "12", '"s"'),
    tie("expression").map((inner) => `(${inner})`),
  ),
  expression: fc.oneof(
    { depthSize: "small" },
    tie("atom"),
    fc.tuple(fc.constantFrom("not ", "-", "- -"), tie("atom")).map(([sign, inner]) => `${sign}${inner}`),
    fc.tuple(tie("atom"), fc.constantFrom("+", "-", "&&", "||", "=", "<>", "<", "<=", ">", ">="), tie("atom")).map((parts) => parts.join(" ")),
  ),
}));

const item = fc.oneof(
  sort,
  fc
    .tuple(
      name,
      sort.filter((each) => !each.includes("@")),
    )
    .map(([own, type]) => `${own}: ${type}`),
  fc.tuple(name, expression).map(([own, predicate]) => `${own}: int{${predicate}}`),
);

const message = fc
  .tuple(label, fc.array(item, { maxLength: 2 }), role, fc.array(role, { minLength: 1, maxLength: 2 }))
  .map(([own, payload, from, to]) => `${own}(${payload.join(", ")}) from ${from} to ${to.join(", ")};`);

const { block } = fc.letrec<{ block: string; statement: string }>((tie) => ({
  statement: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    message,
    fc.constantFrom("continue X;", "do P(A, B, C');", "continue while;"),
    fc.tuple(role, fc.array(tie("block"), { minLength: 1, maxLength: 3 })).map(([at, branches]) => `choice at ${at} ${branches.join(" or ")}`),
    fc.tuple(fc.constantFrom("X", "while"), tie("block")).map(([loop, body]) => `rec ${loop} ${body}`),
  ),
  block: fc.array(tie("statement"), { maxLength: 3 }).map((statements) => `{ ${statements.join(" ")} }`),
}));

const protocols = fc
  .array(block, { minLength: 1, maxLength: 2 })
  .map((bodies) => bodies.map((body, index) => `global protocol P${"'".repeat(index)}(role A, role B, role C') ${body}`).join("\n"));

describe("what is written is read as the same", () => {
  test("nuScr, generated", () => {
    fc.assert(
      fc.property(protocols, (text) => {
        const tree = read(text);
        const again = read(toNuscr(tree));
        expect(differenceOfTrees(tree, again, false)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test(".choreo, generated, up to the names that are no names there", () => {
    fc.assert(
      fc.property(protocols, (text) => {
        const { text: written, tree } = choreoText(read(text));
        const again = ownProgram(written);
        expect(equalTrees(tree, again)).toBe(true);
        expect(tree.declarations).toHaveLength(read(text).declarations.length);
      }),
      { numRuns: 300 },
    );
  });

  test("the samples, as far as nuScr has words for them", () => {
    const tree = read(sample("every-construct.nuscr"));
    expect(differenceOfTrees(tree, read(toNuscr(tree)), false)).toBeUndefined();
    expect(nuscrText(read(sample("every-construct.scr")).declarations, () => true)).toMatchObject({ diagnostics: [{ code: "not-yet-supported" }] });
  });
});

describe("what nuScr has no words for is refused", () => {
  test.each([
    ["parallel blocks", "par { A -> B : l; } and { }"],
    ["a list", "A -> B : l(list<int>);"],
    ["an abbreviation", "A -> B : l(Small);"],
    ["a refinement without a name", "A -> B : l((int where value > 0));"],
    ["a product", "A -> B : l(x: (int where value * 2 > 0));"],
    ["an implication", "A -> B : l(x: (bool where value implies true));"],
    ["a function", "A -> B : l(x: (int where abs(value) > 0));"],
    ["another payload of the same name", "A -> B : l(x: int); B -> A : m(x: (int where value > x));"],
    ["a session end with a name", "A -> B : l(s: P@A);"],
  ])("%s", (_name, body) => {
    const { declarations } = ownProgram(`type Small = int; protocol P(A, B) { ${body} }`);
    expect(nuscrText(declarations, () => true)).toMatchObject({ diagnostics: [{ code: "not-yet-supported" }] });
  });
});

test("names that a format cannot write are renamed, each to one of its own, with a note", () => {
  const { text } = choreoText(
    read("global protocol P(role A, role A', role A_) { 1() from A to A'; _1(t'.u) from A' to A_; l'(x': int{x' > 0}, y: int{x' = y}) from A to A_; }"),
  );
  expect(text.split("\n").slice(0, 5)).toEqual([
    "// the type `t'.u` is written `t__u`",
    "// the role `A'` is written `A__2`",
    "// the label `1` is written `_1_2`",
    "// the label `l'` is written `l_`",
    "// the name `x'` is written `x_`",
  ]);
  expect(text).toContain("A -> A_ : l_(x_: (int where value > 0), y: (int where x_ == value));");
  const own = nuscrText(ownProgram("protocol to(from, B) { from -> B : at; }").declarations, () => true);
  expect(own).toEqual({
    text: "// the protocol `to` is written `to_2`\n// the role `from` is written `from_2`\n// the label `at` is written `at_2`\n\nglobal protocol to_2(role from_2, role B) {\n  at_2() from from_2 to B;\n}\n",
  });
});

test("protocols are drawn with their loops and ends", () => {
  const { model } = analyseText("protocol P(A, B) { rec X { choice at A { A -> B : more(int); continue X; } or { A -> B : done; } } }");
  const diagrams = [...(model?.protocols.values() ?? [])].map(globalDiagram);
  expect(dotDiagrams(diagrams)).toBe(
    [
      'digraph "P" {',
      "  rankdir=LR;",
      '  0 [label="", shape=circle, style=filled];',
      '  1 [label="", shape=doublecircle];',
      '  0 -> 0 [label="A→B: more(int)"];',
      '  0 -> 1 [label="A→B: done"];',
      "}\n",
    ].join("\n"),
  );
  expect(mermaidDiagrams(diagrams)).toContain("    p0s1 --> [*]\n");
});
