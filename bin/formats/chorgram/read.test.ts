import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../../calculus/diagnostics/index.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import { printDeclaration } from "../../../calculus/syntax/index.ts";
import type { ProtocolBlock } from "../../../calculus/syntax/index.ts";
import { readChorgram } from "./read.ts";

const sample = readFileSync(new URL("../samples/every-construct.gc", import.meta.url), "utf8");

function read(text: string) {
  const { tree, diagnostics } = readChorgram(text, 0, defaultLimits, "case/G.gc");
  return { tree, codes: diagnostics.map(({ code }) => code), diagnostics };
}

function written(text: string): string {
  const { tree, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  return tree.declarations.map(printDeclaration).join("\n");
}

function judged(text: string): readonly string[] {
  return analyseText(text, "G.gc", { parse: readChorgram }).diagnostics.map(({ code }) => code);
}

/** How often each kind of statement stands in a protocol; a message to several counts once for each. */
function countsOf(text: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const count = ({ statements }: ProtocolBlock): void => {
    for (const statement of statements) {
      counts[statement.kind] = (counts[statement.kind] ?? 0) + (statement.kind === "message" ? statement.to.length : 1);
      if (statement.kind === "choice" || statement.kind === "par") statement.branches.forEach(count);
      if (statement.kind === "rec") count(statement.body);
    }
  };
  for (const declaration of read(text).tree.declarations) if (declaration.kind === "protocol") count(declaration.body);
  return counts;
}

describe("the sample", () => {
  test("is read with a warning for its guard; the parts of its `|` share no role", () => {
    expect(read(sample).codes).toEqual(["annotation-not-judged"]);
    expect(judged(sample)).toEqual(["annotation-not-judged"]);
  });

  test("interactions, choices and loops are as many as in the text, and each loop adds a choice with a message to each other role in both branches", () => {
    // 11 arrows, one of them to two receivers; 2 loops, each with one other role.
    const arrows = [...sample.matchAll(/->|=>/g)].length;
    expect(countsOf(sample)).toEqual({ message: arrows + 1 + 2 * 2, choice: 2 + 2, rec: 2, continue: 2, par: 1 });
  });

  test("every truncation is read or refused", () => {
    for (let end = 0; end < sample.length; end++) expect(() => judged(sample.slice(0, end))).not.toThrow();
  });
});

describe("constructs", () => {
  test.each([
    ["A -> B : m", "A -> B : m;"],
    ["A => B, C : m", "A -> B, C : m;"],
    ["{ A -> B : m ; (o) }; ( B -> C : n )", "A -> B : m;\n  B -> C : n;"],
    ["sel A { A -> B : m + (o) }; A -> B : n", "choice at A {\n    A -> B : m;\n  } or {}\n  A -> B : n;"],
    ["branch { A -> B : m + A -> B : n ; B -> A : o }", "choice at A {\n    A -> B : m;\n  } or {\n    A -> B : n;\n    B -> A : o;\n  }"],
    ["{ (o) + { A -> B : m | C -> D : n } }", "choice at A {} or {\n    par {\n      A -> B : m;\n    } and {\n      C -> D : n;\n    }\n  }"],
    ["A -> B : a ; B -> A : b | C -> D : c", "par {\n    A -> B : a;\n    B -> A : b;\n  } and {\n    C -> D : c;\n  }"],
    [
      "* B -> A : loop1 ; C -> B : n @ B",
      "rec loop1_ {\n    choice at B {\n      B -> A, C : loop1_;\n      B -> A : loop1;\n      C -> B : n;\n      continue loop1_;\n    } or {\n      B -> A, C : exit1;\n    }\n  }",
    ],
    ["sel -> repeat : do", "sel -> repeat : do;"],
  ])("%s", (text, expected) => {
    const [head = "", ...rest] = written(text).split("\n");
    expect(head).toMatch(/^protocol G\(/);
    expect(rest.join("\n")).toBe(`  ${expected}\n}`);
  });

  test("a loop is told to those who act in it before every round, and may have none", () => {
    expect(judged("repeat A { A -> B : m }; A -> B : n")).toEqual([]);
    expect(judged("repeat A { repeat B { B -> A : x } ; A -> B : y }")).toEqual([]);
  });

  test.each([
    ["a choice that starts with two roles", "sel { A -> B : m + B -> A : n }", "choice-not-sender-driven"],
    ["a choice that another role decides than said", "sel B { A -> B : m + A -> B : n }", "choice-not-sender-driven"],
    ["parallel parts with a role in common", "A -> B : m | B -> C : n", "parallel-roles-overlap"],
    ["a choice in which nobody acts", "sel { (o) + (o) }", "not-yet-supported"],
    ["an empty choreography in a loop", "repeat A { sel A { A -> B : m + (o) } }", "not-yet-supported"],
    ["definitions", "let X = A -> B : m in do X", "not-yet-supported"],
    ["uses of definitions", "A -> B : m ; do X[B -> A : n] with A", "not-yet-supported"],
    ["a loop of a role that is not in it", "repeat C { A -> B : m }", "unknown-role"],
    ["a loop that nobody decides", "repeat { A -> B : m }", "unexpected-token"],
    ["a choice with one branch", "sel A { A -> B : m }", "unexpected-token"],
    ["parallel parts of a branch without braces", "sel A { A -> B : m | C -> D : n + A -> B : n }", "unexpected-token"],
    ["a message to oneself", "A -> A : m", "self-communication"],
    ["a role that begins with a digit", "1 -> A : m", "unexpected-token"],
    ["an interaction without message", "A -> B", "unexpected-token"],
    ["nothing", ".. only this", "empty-file"],
    ["an open brace", "{ A -> B : m", "unclosed-block"],
    ["a brace too many", "A -> B : m }", "unexpected-token"],
    ["an open comment", "A -> B : m [ ;", "unterminated-comment"],
    ["a character without meaning", "A -> B : m ? ", "unexpected-character"],
    ["two choreographies", "A -> B : m A -> B : m", "unexpected-token"],
  ])("%s", (_name, text, code) => {
    expect(judged(text)).toContain(code);
  });

  test("each part that cannot be read is reported, and those around it are kept", () => {
    const { codes, tree } = read("A -> B m ; A -> B : n ; sel A { A -> : x + A -> B : y } ; B -> A : o");
    expect(codes).toEqual(["unexpected-token", "unexpected-token"]);
    expect(tree.declarations.map(printDeclaration).join()).toContain("A -> B : n;");
    expect(tree.declarations.map(printDeclaration).join()).toContain("B -> A : o;");
  });
});

describe("size and damage", () => {
  const nested = (head: string, tail: string): string => `${head.repeat(5000)}A -> B : m${tail.repeat(5000)}`;
  test.each([
    ["braces", nested("{ ", " }")],
    ["choices", nested("sel A { A -> B : n + ", " }")],
    ["loops", nested("repeat A { ", " }")],
    ["starred loops", nested("* ", " @ A")],
  ])("%s within each other are refused", (_name, text) => {
    expect(read(text).codes).toContain("nesting-too-deep");
  });

  test("loops within loops, as deep as is allowed, are read", () => {
    expect(judged(`${"repeat A { ".repeat(199)}A -> B : m${" }".repeat(199)}`)).toEqual([]);
    expect(judged(`${"* ".repeat(199)}A -> B : m${" @ A".repeat(199)}`)).toEqual([]);
  });

  test("a hundred thousand interactions in a row, and twenty thousand side by side or in a choice, take no stack", () => {
    const steps = Array.from({ length: 100_000 }, (_, index) => `A -> B : m${String(index)}`);
    expect(countsOf(`{ ${steps.join(" ; ")} }; B -> A : n`)).toEqual({ message: 100_001 });
    const some = steps.slice(0, 20_000);
    expect(countsOf(some.join(" | "))).toEqual({ par: 1, message: 20_000 });
    expect(countsOf(`sel { ${some.join(" + ")} }`)).toEqual({ choice: 1, message: 20_000 });
  });

  test("every text is read or refused, with spans inside it", () => {
    const piece = fc.oneof(
      fc.constantFrom(...sample.split(/\s+/), "(o)", "sel", "unless", "*", "@", "[", "]", "[[", "let", "%", "+", "|", "(", ")", "\0", "\u202e", "é"),
      fc.string({ maxLength: 3, unit: "binary" }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 50 }), (pieces) => {
        const text = pieces.join(" ");
        for (const { span } of analyseText(text, "x.gc", { parse: readChorgram }).diagnostics) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 100 },
    );
  });
});
