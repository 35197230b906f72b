import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../../calculus/diagnostics/index.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import { printDeclaration } from "../../../calculus/syntax/index.ts";
import type { ProtocolBlock } from "../../../calculus/syntax/index.ts";
import { readTelltale } from "./read.ts";

const sample = readFileSync(new URL("../samples/every-construct.tell", import.meta.url), "utf8");

function read(text: string) {
  const { tree, diagnostics } = readTelltale(text, 0, defaultLimits, "x.tell");
  return { tree, diagnostics, codes: diagnostics.map(({ code }) => code) };
}

function judged(text: string): readonly string[] {
  return analyseText(text, "x.tell", { parse: readTelltale }).diagnostics.map(({ code }) => code);
}

/** A protocol with these lines in its body. */
function protocol(...lines: readonly string[]): string {
  return ["protocol P =", "  roles A, B, C", ...lines.map((line) => `  ${line}`), ""].join("\n");
}

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
  test("is read, with a warning for each thing that is not judged", () => {
    expect(
      read(sample).diagnostics.map(({ severity, code, span }) => `${severity} ${code} ${sample.slice(span.start, span.end).split("\n")[0] ?? ""}`),
    ).toEqual([
      "warning annotation-not-judged module shop exposing (Orders)",
      "warning annotation-not-judged type alias Receipt =",
      "warning annotation-not-judged effect Runtime",
      "warning annotation-not-judged uses Runtime",
      'warning annotation-not-judged { guard : "chat:send", flow_cost : 1 }',
      "warning annotation-not-judged when (price < limit)",
      "warning annotation-not-judged when check Runtime.ready(session) yields w",
    ]);
    expect(new Set(judged(sample))).toEqual(new Set(["annotation-not-judged"]));
  });

  test("messages, choices, recursions and calls are as many as in the text", () => {
    const words = sample.replace(/--.*/g, "").replace(/\{-[^]*?-\}/g, "");
    const count = (pattern: RegExp): number => [...words.matchAll(pattern)].length;
    // Arrows of messages; the broadcast goes to two, the loop that is decided has `Done`, and the message of `loop repeat 2` is there twice.
    const messages = count(/->\*?[ \w]*: [A-Z]\w*(?! CommitError| -)/g) + 1 + 1 + 1;
    expect(countsOf(sample)).toEqual({
      message: messages,
      choice: count(/\bchoice\b/g) + 1,
      rec: count(/\brec\b/g) + 1,
      continue: count(/\bcontinue\b/g) + 1,
      par: 1,
      do: count(/\bcall\b/g),
    });
  });

  test("every truncation is read or refused", () => {
    for (let end = 0; end < sample.length; end += 3) expect(() => judged(sample.slice(0, end))).not.toThrow();
  });
});

describe("statements", () => {
  test.each<[readonly string[], string]>([
    [["A -> B : Ping"], "A -> B : Ping;"],
    [["A", "  -> B : Ping", "B", "  -> C", "  : Pong"], "unexpected-token"],
    [["A ->* : News"], "A -> B, C : News;"],
    [["A -> B : M of a.b.T"], "A -> B : M(a.b.T);"],
    [["A -> B : M of Pair<Int, Map<K,V>>"], "A -> B : M(Pair<Int,Map<K,V>>);"],
    [["A -> B : M(x : Int, y)"], "A -> B : M(x: Int, y);"],
    [["A -> B : M {", "  x : Int, -- a number", "  y : { z : Bool },", "}"], "A -> B : M(x: Int, y: {z:Bool});"],
    [["A -> B : M()"], "A -> B : M;"],
    [["rec X", "  A -> B : M", "  continue X"], "rec X {\n    A -> B : M;\n    continue X;\n  }"],
    [["loop forever", "  A -> B : M"], "rec loop1 {\n    A -> B : M;\n    continue loop1;\n  }"],
    [["loop repeat 3 { A -> B : M }"], "A -> B : M;\n  A -> B : M;\n  A -> B : M;"],
    [
      ["loop decide by A", "  A -> B : M", "  B -> A : N", "A -> C : O"],
      "rec loop1 {\n    choice at A {\n      A -> B : M;\n      B -> A : N;\n      continue loop1;\n    } or {\n      A -> B : Done;\n    }\n  }\n  A -> C : O;",
    ],
    [
      ["choice A at", "  | X => A -> B : X", "      B -> A : Y", "  | Z => {}", "A -> C : W"],
      "choice at A {\n    A -> B : X;\n    B -> A : Y;\n  } or {}\n  A -> C : W;",
    ],
    [["choice at A {", "| X => { A -> B : X } | Y => A -> B : Y }"], "choice at A {\n    A -> B : X;\n  } or {\n    A -> B : Y;\n  }"],
    [["case choose A of", "  X -> A -> B : X", "  Y ->", "    A -> B : Y"], "choice at A {\n    A -> B : X;\n  } or {\n    A -> B : Y;\n  }"],
    [["par", "  | A -> B : X", "    B", "      -> A : Y", "  | (C -> A : Z)"], "par {\n    A -> B : X;\n    B -> A : Y;\n  } and {\n    C -> A : Z;\n  }"],
  ])("%j", (lines, expected) => {
    const { tree, codes } = read(protocol(...lines));
    if (!expected.includes("\n") && !expected.endsWith(";")) expect(codes).toContain(expected);
    else {
      expect(codes).toEqual([]);
      expect(tree.declarations.map(printDeclaration).at(-1)).toBe(`protocol P(A, B, C) {\n  ${expected}\n}`);
    }
  });

  test("protocols of a `where` block play the roles that act in them, themselves or through calls", () => {
    const text =
      "protocol Main(A, B, C) = {\n  call One\n  A -> C : Done\n}\nwhere {\n  protocol One = { A -> B : X call Two }\n  protocol Two(B, A) = { B -> A : Y }\n}\n";
    expect(judged(text)).toEqual([]);
    expect(read(text).tree.declarations.map(printDeclaration)).toEqual([
      "protocol Main(A, B, C) {\n  do Main.One(A, B);\n  A -> C : Done;\n}",
      "protocol Main.One(A, B) {\n  A -> B : X;\n  do Main.Two(A, B);\n}",
      "protocol Main.Two(A, B) {\n  B -> A : Y;\n}",
    ]);
  });

  test("what follows a choice, a loop or a `par` in its block is kept", () => {
    const lines = [
      "choice A at",
      "  | X => A -> B : X",
      "  | Y => A -> B : Y",
      "B -> C : One",
      "rec L",
      "  B -> C : Two",
      "loop repeat 1",
      "  C -> B : Three",
      "A -> B : Four",
    ];
    expect(countsOf(protocol(...lines))).toEqual({ choice: 1, message: 6, rec: 1 });
  });
});

describe("what is not modelled is refused by name, never approximated", () => {
  test.each<[string, readonly string[]]>([
    ["families of roles", ["roles W[3]"]],
    ["members of families", ["A -> W[0] : M"]],
    ["loops with a condition", ['loop while "more"', "  A -> B : M"]],
    ["loops with a name for how often", ["loop repeat n", "  A -> B : M"]],
    ["loops that write out too much", ["loop repeat 99999999999", "  A -> B : M"]],
    ["bindings", ["let x = check Runtime.ready(s)", "A -> B : M"]],
    ["bindings with a block", ["observe let x = transfer S from A to B", "in", "  A -> B : M"]],
    ["local branching", ["case check R.ready(s) of", "  | Ok(w) =>", "      A -> B : M", "  | Err(e) =>", "      A -> B : N"]],
    ["timeouts", ["timeout 5s A at", "  A -> B : M", "on timeout =>", "  A -> B : N", "A -> B : O"]],
    ["publishing", ["publish event(x)"]],
    ["handshakes", ["handshake A <-> B : Hello"]],
    ["operations", ["A -> B : M", "", "operation"]],
  ])("%s", (name, lines) => {
    const text = name === "operations" ? `${protocol("A -> B : M")}\noperation Op at A =\n  A -> B : N\n` : protocol(...lines);
    const codes = judged(name === "families of roles" ? "protocol P =\n  roles A, W[3]\n  A -> W : M\n" : text);
    expect(codes).toContain("not-yet-supported");
    expect(codes.filter((code) => code === "unexpected-token")).toEqual([]);
  });

  test("the statement behind is read again", () => {
    const { tree } = read(protocol("timeout 5s A at", "  A -> B : M", "on timeout =>", "  A -> B : N", "A -> B : Last"));
    expect(tree.declarations.map(printDeclaration).join()).toContain("A -> B : Last;");
  });
});

describe("mistakes", () => {
  test.each([
    ["a message that is indented deeper than the one above", protocol("A -> B : X", "  B -> A : Y"), "unexpected-token"],
    ["a line between two blocks", "protocol P =\n    roles A, B\n  A -> B : M\n", "unexpected-token"],
    ["a tab", "protocol P =\n\troles A, B\n\tA -> B : M\n", "unexpected-character"],
    ["no roles", "protocol P =\n  A -> B : M\n", "unexpected-token"],
    ["an unknown role", protocol("A -> D : M"), "unknown-role"],
    ["a message to oneself", protocol("A -> A : M"), "self-communication"],
    ["a branch that another role begins", protocol("choice A at", "  | X => B -> A : X", "  | Y => A -> B : Y"), "choice-not-sender-driven"],
    ["a role that does not know the choice", protocol("choice A at", "  | X => A -> B : X", "  | X => A -> C : X"), "duplicate-name"],
    ["a loop that begins with another role", protocol("loop decide by A", "  B -> A : M"), "choice-not-sender-driven"],
    ["a choice without branches", protocol("choice A at {}"), "unexpected-token"],
    ["a `par` with one branch", protocol("par", "  | A -> B : M"), "unexpected-token"],
    ["an unknown loop", protocol("A -> B : M", "continue X"), "unknown-loop"],
    ["a statement behind a loop that never ends", protocol("loop forever", "  A -> B : M", "A -> C : N"), "unreachable-statement"],
    ["a call of what is not there", protocol("A -> B : M", "call Q"), "unknown-protocol"],
    ["a protocol twice", `${protocol("A -> B : M")}${protocol("A -> B : M")}`, "duplicate-name"],
    ["a loop that is repeated never", protocol("loop repeat 0", "  A -> B : M"), "unexpected-token"],
    ["nothing", "-- only this", "empty-file"],
    ["an open block", "protocol P = {\n roles A, B\n A -> B : M", "unclosed-block"],
    ["an open payload", protocol("A -> B : M(x : Int"), "unclosed-block"],
    ["an open comment", `${protocol("A -> B : M")}{- `, "unterminated-comment"],
    ["text of another kind", "hello world\n", "unexpected-token"],
  ])("%s", (_name, text, code) => {
    expect(judged(text)).toContain(code);
  });

  test("each statement that cannot be read is reported, and those around it are kept", () => {
    const { codes, tree } = read(protocol("A => B : X", "A -> B : Y", "A -> : Z", "B -> A : Last"));
    expect(codes).toEqual(["unexpected-token", "unexpected-token"]);
    expect(tree.declarations.map(printDeclaration)).toEqual(["protocol P(A, B, C) {\n  A -> B : Y;\n  B -> A : Last;\n}"]);
  });
});

describe("size and damage", () => {
  test("a hundred thousand messages in a row take no stack", () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `A -> B : M${String(index)}`);
    expect(countsOf(protocol(...lines))).toEqual({ message: 100_000 });
  });

  test.each([
    ["indented blocks", protocol(...Array.from({ length: 3000 }, (_, index) => `${" ".repeat(index)}rec X`)), "nesting-too-deep"],
    ["blocks in braces", protocol("rec X {".repeat(3000)), "nesting-too-deep"],
    ["choices in a line", protocol("choice A at { | X => ".repeat(3000)), "nesting-too-deep"],
    ["a name", protocol(`${"a".repeat(1000)} -> B : M`), "identifier-too-long"],
  ])("%s beyond a limit are refused", (_name, text, code) => {
    expect(read(text).codes).toContain(code);
  });

  test("every text is read or refused, with spans inside it", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...sample.split(/(?<=\s)/),
        "\n",
        "\n  ",
        "\n      ",
        "{",
        "}",
        "(",
        ")",
        "|",
        "=>",
        "->",
        "where",
        "call X",
        "let",
        "--",
        "{-",
        '"',
        "\0",
        "\u202e",
        "é",
      ),
      fc.string({ maxLength: 3, unit: "binary" }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 70 }), (pieces) => {
        const text = pieces.join(" ");
        for (const { span } of analyseText(text, "x.tell", { parse: readTelltale }).diagnostics) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 100 },
    );
  });
});
