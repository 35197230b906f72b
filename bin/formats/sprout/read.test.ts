import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../../calculus/diagnostics/index.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import { printDeclaration } from "../../../calculus/syntax/index.ts";
import { readSprout } from "./read.ts";
import { mostUnfolded } from "./unfold.ts";

function sample(name: string): string {
  return readFileSync(new URL(`../samples/${name}`, import.meta.url), "utf8");
}

function read(text: string) {
  const { tree, diagnostics } = readSprout(text, 0, defaultLimits, "case/G.sprout");
  return { tree, diagnostics, codes: diagnostics.map(({ code }) => code) };
}

function judged(text: string): readonly string[] {
  return analyseText(text, "G.sprout", { parse: readSprout }).diagnostics.map(({ code }) => code);
}

function automaton(transitions: string, finals: string, registers = ""): string {
  return `Initial state: (0)\nInitial register assignments: ${registers}\n${transitions}\nFinal states: ${finals}\n`;
}

function written(text: string): string {
  const { tree, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  return tree.declarations.map(printDeclaration).join("\n");
}

describe("automata without data", () => {
  test("states that are left again by a way back are loops, and what is reached in two ways is written twice", () => {
    const text = sample("every-construct.sprout");
    expect(judged(text)).toEqual([]);
    expect(written(text)).toBe(
      [
        "protocol G(c, s, log) {",
        "  rec s0 {",
        "    choice at c {",
        ...["add", "mult"].flatMap((label, index) => [
          ...(index === 0 ? [] : ["    } or {"]),
          `      c -> s : ${label};`,
          "      s -> log : done;",
          "      s -> c : ready;",
          "      continue s0;",
        ]),
        "    } or {",
        "      c -> s : quit;",
        "      s -> log : term;",
        "    }",
        "  }",
        "}",
      ].join("\n"),
    );
  });

  test("transitions of a tree are as many as messages", () => {
    const lines = Array.from(
      { length: 40 },
      (_, index) => `(${String(index >> 1)}) a->b:x${String(index)}{x${String(index)}=${String(index)}} (${String(index + 1)})`,
    );
    const finals = Array.from({ length: 41 }, (_, index) => `(${String(index)})`).slice(20);
    expect([...written(automaton(lines.join("\n"), finals.join(", "))).matchAll(/ -> /g)]).toHaveLength(40);
  });

  test.each([
    ["equal constants are equal messages", "(0) a->b:x{x=1} (1)\n(1) a->b:y{y=1} (2)", "(2)", "a -> b : x;\n  a -> b : x;"],
    ["a variable with two constants is two messages", "(0) a->b:x{x=1} (1)\n(1) a->b:x{-2=x} (2)", "(2)", "a -> b : x;\n  a -> b : x_minus2;"],
    ["any value is a number", "(0) a->b:x{True} (1)", "(1)", "a -> b : _(int);"],
    ["leading zeros of states mean nothing", "(00) a->b:x{x=1} (01)\n(1) b->a:y{(y)=(2)} (2)", "(2)", "a -> b : x;\n  b -> a : y;"],
    [
      "loops within loops",
      "(0) a->b:x{x=1} (1)\n(1) b->a:y{y=2} (0)\n(1) b->a:z{z=3} (1)\n(1) b->a:w{w=4} (2)",
      "(2)",
      "rec s0 {\n    a -> b : x;\n    rec s1 {\n      choice at b {\n        b -> a : y;\n        continue s0;\n      } or {\n        b -> a : z;\n        continue s1;\n      } or {\n        b -> a : w;\n      }\n    }\n  }",
    ],
  ])("%s", (_name, transitions, finals, expected) => {
    expect(written(automaton(transitions, finals))).toBe(`protocol G(a, b) {\n  ${expected}\n}`);
  });

  test.each([
    ["two transitions with one message", automaton("(0) a->b:x{x=1} (1)\n(0) a->b:y{y=1} (1)", "(1)"), "ambiguous-choice"],
    ["two senders in one state", automaton("(0) a->b:x{x=1} (1)\n(0) b->a:y{y=2} (1)", "(1)"), "choice-not-sender-driven"],
    ["a final state that goes on", automaton("(0) a->b:x{x=1} (1)\n(1) a->b:y{y=2} (2)", "(1), (2)"), "choice-not-sender-driven"],
    ["a message to oneself", automaton("(0) a->a:x{x=1} (1)", "(1)"), "self-communication"],
    ["a state that is stuck", automaton("(0) a->b:x{x=1} (1)", ""), "stuck-state"],
    ["a state that is never reached", automaton("(0) a->b:x{x=1} (1)\n(2) a->b:x{x=1} (1)", "(1)"), "unreachable-state"],
    ["a name that is nowhere", automaton("(0) a->b:x{x=y} (1)", "(1)"), "unknown-name"],
    ["what is sent, afterwards", automaton("(0) a->b:x{x'=1} (1)", "(1)"), "unknown-name"],
    ["a condition that is a number", automaton("(0) a->b:x{x} (1)", "(1)"), "type-mismatch"],
    ["a comparison of comparisons", automaton("(0) a->b:x{0<x<2} (1)", "(1)"), "chained-comparison"],
    ["a transition without condition", automaton("(0) a->b:x (1)", "(1)"), "unexpected-token"],
    ["no initial state", "Initial register assignments:\n(0) a->b:x{x=1} (1)\nFinal states: (1)", "unexpected-token"],
    ["no final line", "Initial state: (0)\nInitial register assignments:\n(0) a->b:x{x=1} (1)", "unexpected-token"],
    ["nothing", "// only this", "empty-file"],
    ["a state without number", automaton("(q) a->b:x{x=1} (1)", "(1)"), "unexpected-token"],
    ["a long number", automaton(`(0) a->b:x{x=${"1".repeat(200)}1 + ${"-".repeat(2000)}1} (1)`, "(1)"), "nesting-too-deep"],
  ])("%s", (_name, text, code) => {
    expect(judged(text)).toContain(code);
  });

  test("each transition that cannot be read is reported", () => {
    expect(read(automaton("(0) a->b:x{x=} (1)\n(1) a=>b:x{x=1} (2)\n(2) a->b:x{x=1} (3)\n(3) a->:x{x=1} (4)", "(3)")).codes).toEqual([
      "unexpected-token",
      "unexpected-token",
      "unexpected-token",
    ]);
  });
});

describe("automata with data", () => {
  test("are read completely: registers, operators, values before and after", () => {
    const { tree, codes } = read(sample("data.sprout"));
    expect(codes).toEqual(["unreachable-state"]);
    expect(tree.declarations).toMatchObject([{ kind: "symbolic-protocol", automaton: { registers: ["rn", "ry"] } }]);
    expect(tree.declarations.map(printDeclaration)).toEqual([
      [
        "Initial state: (0)",
        "Initial register assignments: rn=0, ry>=-1",
        "(0) c->s:x{x=1} (1)",
        "(0) c->s:x{x=3} (7)",
        "(1) c->s:x{rn'=x} (2)",
        "(7) s->c:x{x=4} (8)",
        "(2) c->s:x{(ry'=x /\\ (x>rn \\/ ~(x<=-3)))} (3)",
        "(3) s->c:x{(((x=((rn+(ry*2))-((1/3)%4)) /\\ ry'=0) /\\ rn'=0) \\/ ~((x!=2 /\\ True)))} (0)",
        "Final states: (8)",
      ].join("\n"),
    ]);
  });

  test.each([
    ["any value beside a constant", "(0) a->b:x{x=1} (1)\n(1) a->b:y{True} (2)", "(2)", ""],
    ["a condition", "(0) a->b:x{x>1} (1)", "(1)", ""],
    ["no value at all", "(0) a->b:x{False} (1)", "(1)", ""],
    ["a register", "(0) a->b:x{x=1} (1)", "(1)", "r=0"],
    ["a register that is called as what is sent", "(0) a->b:x{x=1} (1)", "(1)", "x=0"],
    ["operators of both kinds, and signs", "(0) a->b:y{not ~y>-(-1) or --y=-(y%3) and (y-1-2)*y/2<=0} (1)", "(1)", "x=0, z<1"],
  ])("%s", (_name, transitions, finals, registers) => {
    const { tree, codes } = read(automaton(transitions, finals, registers));
    expect(codes).toEqual([]);
    const [declaration] = tree.declarations;
    expect(declaration?.kind).toBe("symbolic-protocol");
    // What is printed is read again as the same.
    const again = read(tree.declarations.map(printDeclaration).join("\n"));
    expect(again.codes).toEqual([]);
    expect(again.tree.declarations.map(printDeclaration)).toEqual(tree.declarations.map(printDeclaration));
  });

  test("talk to themselves as little as others", () => {
    expect(judged(automaton("(0) a->a:x{x>1} (1)", "(1)"))).toContain("self-communication");
  });
});

describe("size and damage", () => {
  test("every truncation is read or refused", () => {
    for (const name of ["every-construct.sprout", "data.sprout"]) {
      const text = sample(name);
      for (let end = 0; end < text.length; end += 2) expect(() => judged(text.slice(0, end))).not.toThrow();
    }
  });

  test("a hundred thousand transitions in a row, and back to the first, take no stack", () => {
    const size = 100_000;
    const steps = Array.from({ length: size }, (_, index) => `(${String(index)}) a->b:x{x=${String(index)}} (${String(index + 1)})`);
    const round = read(automaton(`${steps.join("\n")}\n(${String(size)}) a->b:x{x=-1} (0)`, ""));
    expect(round.codes).toEqual([]);
    const [declaration] = round.tree.declarations;
    const [loop] = declaration?.kind === "protocol" ? declaration.body.statements : [];
    expect(loop?.kind === "rec" ? loop.body.statements : []).toHaveLength(size + 2);
  });

  test("an automaton whose tree is exponential is refused at the limit", () => {
    const steps = Array.from({ length: 60 }, (_, index) => {
      const [here, next] = [String(index), String(index + 1)];
      return `(${here}) a->b:x{x=1} (${next})\n(${here}) a->b:y{y=2} (${next})`;
    });
    const { diagnostics } = read(automaton(steps.join("\n"), "(60)"));
    expect(diagnostics).toMatchObject([{ code: "not-yet-supported" }]);
    expect(diagnostics[0]?.message).toContain(String(mostUnfolded));
  });

  test.each([
    ["choices", (index: number) => `(${String(index)}) a->b:x{x=1} (${String(index + 1)})\n(${String(index)}) a->b:y{y=2} (9999)`],
    [
      "loops",
      (index: number) =>
        index < 299
          ? `(${String(index)}) a->b:x{x=1} (${String(index + 1)})`
          : Array.from({ length: 299 }, (_, to) => `(299) a->b:z${String(to)}{z${String(to)}=${String(to)}} (${String(to)})`).join("\n"),
    ],
  ])("%s deeper than the limit are refused", (_name, step) => {
    const steps = Array.from({ length: 300 }, (_, index) => step(index));
    expect(read(automaton(steps.join("\n"), "(300), (9999)")).codes).toContain("nesting-too-deep");
  });

  test("brackets and operators beyond the limits are refused", () => {
    expect(read(automaton(`(0) a->b:x{${"(".repeat(5000)}x=1${")".repeat(5000)}} (1)`, "(1)")).codes).toContain("nesting-too-deep");
    expect(read(automaton(`(0) a->b:x{x=1${"+1".repeat(5000)}} (1)`, "(1)")).codes).toContain("nesting-too-deep");
    expect(read(automaton(`(0) a->b:x{${"~".repeat(5000)}True} (1)`, "(1)")).codes).toContain("nesting-too-deep");
    expect(read(automaton(`(0) a->b:x{x=${"1".repeat(250)}} (1)`, "(1)")).codes).toEqual([]);
    expect(read(automaton(`(0) a->b:x{x=${"1".repeat(300)}} (1)`, "(1)")).codes).toEqual(["identifier-too-long"]);
  });

  test("every text is read or refused, with spans inside it", () => {
    const samples = `${sample("every-construct.sprout")} ${sample("data.sprout")}`;
    const piece = fc.oneof(
      fc.constantFrom(...samples.split(/(?<=[\s(){}:])/), "(0)", "->", "Final states:", "/\\", "\\/", "//", "'", "\0", "\u202e", "é"),
      fc.string({ maxLength: 3, unit: "binary" }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join(" ");
        for (const { span } of analyseText(text, "x.sprout", { parse: readSprout }).diagnostics) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 100 },
    );
  });
});
