import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../../calculus/diagnostics/index.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import { printLocalType } from "../../../calculus/protocols/index.ts";
import { printDeclaration } from "../../../calculus/syntax/index.ts";
import { nameOf, readGlobal } from "./read-global.ts";
import { readLocal, readLocalType } from "./read-local.ts";

function written(text: string): readonly string[] {
  const { tree, diagnostics } = readGlobal(text, 0, defaultLimits, "case/G1.global");
  expect(diagnostics).toEqual([]);
  return tree.declarations.map(printDeclaration);
}

function judged(text: string): readonly string[] {
  return analyseText(text, "G.global", { parse: readGlobal }).diagnostics.map(({ code }) => code);
}

function local(text: string) {
  return readLocalType(text, 0, defaultLimits);
}

function sample(name: string): string {
  return readFileSync(new URL(`../samples/${name}`, import.meta.url), "utf8");
}

describe("samples", () => {
  test("messages, choices and recursions are as many as in the text", () => {
    const text = sample("every-construct.global");
    const [protocol = ""] = written(text);
    expect([...protocol.matchAll(/ : /g)]).toHaveLength([...text.matchAll(/:/g)].length);
    expect([...protocol.matchAll(/choice at/g)]).toHaveLength(1);
    expect([...protocol.matchAll(/rec /g)]).toHaveLength([...text.matchAll(/rec /g)].length);
    expect([...protocol.matchAll(/par \{/g)]).toHaveLength(1);
    expect(judged(text)).toEqual([]);
  });

  test("every truncation is read or refused", () => {
    for (const name of ["every-construct.global", "client.st"]) {
      const text = sample(name);
      for (let end = 0; end < text.length; end++) {
        expect(() => judged(text.slice(0, end))).not.toThrow();
        expect(() => local(text.slice(0, end))).not.toThrow();
      }
    }
    expect(local(sample("client.st")).diagnostics).toEqual([]);
  });
});

describe("global types", () => {
  test("a type with several branches is a choice, one with one branch a message; the protocol is called after its file", () => {
    expect(written("rec t. a -> b {\n  more: t, /* again */\n  done: b -> c {bye: c -> a {x: end}}\n}")).toEqual([
      [
        "protocol G1(a, b, c) {",
        "  rec t {",
        "    choice at a {",
        "      a -> b : more;",
        "      continue t;",
        "    } or {",
        "      a -> b : done;",
        "      b -> c : bye;",
        "      c -> a : x;",
        "    }",
        "  }",
        "}",
      ].join("\n"),
    ]);
    expect([nameOf("G.global"), nameOf("a/b.c/two.words.global"), nameOf(".global")]).toEqual(["G", "two.words", "G"]);
  });

  test("the bar binds loosest, at the top and in a branch", () => {
    const text = "rec t. a -> b {l: t} | rec t. c -> d {l: t, m: end} | e -> f {l: end}";
    expect(written(text)[0]).toContain("par {\n    rec t {\n      a -> b : l;\n      continue t;\n    }\n  } and {\n    rec t {\n      choice at c {");
    expect(written("a -> b {l: c -> d {x: end} | e -> f {y: end}, m: end}")[0]).toContain(
      "choice at a {\n    a -> b : l;\n    par {\n      c -> d : x;\n    } and {\n      e -> f : y;\n    }\n  } or {\n    a -> b : m;\n  }",
    );
  });

  test("a hundred thousand messages in a row take no stack", () => {
    const text = `${"a -> b {l: ".repeat(100_000)}end${"}".repeat(100_000)}`;
    const { tree, diagnostics } = readGlobal(text, 0, defaultLimits, "x.global");
    expect(diagnostics).toEqual([]);
    const [declaration] = tree.declarations;
    expect(declaration?.kind === "protocol" ? declaration.body.statements.length : 0).toBe(100_000);
  });

  test("two hundred thousand parts and branches take no stack", () => {
    const labels = Array.from({ length: 200_000 }, (_, index) => `l${String(index)}: end`);
    for (const text of [`${"end | ".repeat(200_000)}end`, `a -> b {${labels.join(", ")}}`]) {
      expect(readGlobal(text, 0, defaultLimits, "x.global").diagnostics).toEqual([]);
    }
  });

  test.each([
    ["choices within choices", `${"a -> b {m: end, l: ".repeat(5000)}end${"}".repeat(5000)}`, "nesting-too-deep"],
    ["loops within loops", `${"rec t. ".repeat(5000)}end`, "nesting-too-deep"],
    ["a free name", "a -> b {l: t}", "unknown-loop"],
    ["a loop without a message", "rec t. t", "unguarded-recursion"],
    ["two equal labels", "a -> b {l: end, l: end}", "ambiguous-choice"],
    ["a message to oneself", "a -> a {l: end}", "self-communication"],
    ["parallel types with a role in common", "a -> b {l: end} | b -> c {l: end}", "parallel-roles-overlap"],
    ["nothing", " /* only this */ ", "empty-file"],
    ["no labels", "a -> b {}", "unexpected-token"],
    ["a payload, which the format has not", "a -> b {l<int>: end}", "unexpected-character"],
    ["text behind the type", "end end", "unexpected-token"],
    ["an open brace", "a -> b {l: end", "unexpected-token"],
    ["an open comment", "end /*", "unterminated-comment"],
  ])("%s", (_name, text, code) => {
    expect(judged(text)).toContain(code);
  });
});

describe("local types", () => {
  test("a type is read with its branches in order, and its variables distinct", () => {
    const { type, diagnostics } = local("rec t. s ! { more: rec t. s ? { ok: t, no: end }, done: t }");
    expect(diagnostics).toEqual([]);
    expect(type === undefined ? "" : printLocalType(type)).toMatchInlineSnapshot(`"μt. ⊕{ s!done. t, s!more. μt#2. &{ s?no. end, s?ok. t#2 } }"`);
  });

  test.each([
    ["a free name", "s ! { l: t }", "unknown-loop"],
    ["a name that is bound elsewhere", "s ! { l: rec t. s ? { x: t }, m: t }", "unknown-loop"],
    ["a loop without a message", "s ! { l: rec t. rec u. t }", "unguarded-recursion"],
    ["two equal labels", "s ? { l: end, l: end }", "ambiguous-choice"],
    ["nothing", "", "empty-file"],
    ["neither `!` nor `?`", "s { l: end }", "unexpected-token"],
  ])("%s", (_name, text, code) => {
    expect(local(text).diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(local(text).type).toBeUndefined();
  });

  test("a hundred thousand actions in a row take no stack", () => {
    expect(local(`${"s ! {l: ".repeat(100_000)}end${"}".repeat(100_000)}`).diagnostics).toEqual([]);
  });

  test("as a file it declares nothing, and says what is wrong", () => {
    expect(analyseText("s ! { l: end }", "a.st", { parse: readLocal })).toMatchObject({ diagnostics: [], files: [{ declarations: [] }] });
    expect(analyseText("s ! { l: t }", "a.st", { parse: readLocal }).diagnostics).toMatchObject([{ code: "unknown-loop" }]);
  });
});

test("every text is read or refused, with spans inside it", () => {
  const piece = fc.constantFrom(
    "a",
    "b",
    "t",
    "->",
    "{",
    "}",
    ":",
    ",",
    "|",
    ".",
    "rec",
    "end",
    "!",
    "?",
    "l:",
    "rec t.",
    "a -> b {",
    "s ! {",
    "/*",
    "*/",
    "\0",
    "\u202e",
    "é",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join(" ");
      for (const parse of [readGlobal, readLocal]) {
        for (const { span } of analyseText(text, "x.global", { parse }).diagnostics) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }
    }),
    { numRuns: 300 },
  );
});
