import { expect, test } from "vitest";
import { error } from "../../calculus/diagnostics/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import { diagnosticText, diagnosticsText } from "./diagnostics.ts";
import { plain } from "./paint.ts";
import { locator } from "./positions.ts";

const esc = "\u001b";

function at(text: string, word: string, file = 0): Span {
  const start = text.indexOf(word);
  return { file, start, end: start + word.length };
}

function render(text: string, build: (span: (word: string) => Span) => ReturnType<typeof error>, path = "a.choreo"): string {
  return diagnosticText(
    build((word) => at(text, word)),
    locator([{ path, text }]),
    plain,
  );
}

test("one span is underlined under its line, with path, line and column", () => {
  const text = "role A;\nrole A;\n";
  expect(render(text, () => error("duplicate-name", { file: 0, start: 13, end: 14 }, "`A` is declared twice"))).toBe(
    ["error[duplicate-name]: `A` is declared twice", " --> a.choreo:2:6", "  |", "2 | role A;", "  |      ^", "", ""].join("\n"),
  );
});

test("several labels on one line hang below it, the last beside the underlines", () => {
  const text = "A.x -> B.y : go;\n";
  const shown = render(text, (span) =>
    error("type-mismatch", span("A.x"), "types differ", {
      labels: [
        { span: span("B.y"), message: "bool here" },
        { span: span("go"), message: "carried by this message" },
      ],
    }),
  );
  expect(shown).toBe(
    [
      "error[type-mismatch]: types differ",
      " --> a.choreo:1:1",
      "  |",
      "1 | A.x -> B.y : go;",
      "  | ^^^    ---   -- carried by this message",
      "  |        bool here",
      "",
      "",
    ].join("\n"),
  );
});

test("distant lines are joined by dots, near ones by the line between; notes and the repair follow", () => {
  const text = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n";
  const shown = render(text, (span) =>
    error("unmergeable-branches", span("three"), "cannot tell", {
      labels: [
        { span: span("one"), message: "first" },
        { span: span("ten"), message: "last" },
      ],
      notes: ["because"],
      fix: { title: "tell it", edits: [{ span: { file: 0, start: 4, end: 4 }, replacement: "  A -> C : left;\n" }] },
    }),
  );
  expect(shown).toBe(
    [
      "error[unmergeable-branches]: cannot tell",
      "  --> a.choreo:3:1",
      "   |",
      " 1 | one",
      "   | --- first",
      " 2 | two",
      " 3 | three",
      "   | ^^^^^",
      "...",
      "10 | ten",
      "   | --- last",
      "  = note: because",
      "  = help: tell it",
      "          insert at 2:1 `A -> C : left;`",
      "",
      "",
    ].join("\n"),
  );
});

test("wide characters and tabs do not shift the underlines", () => {
  const text = '\t"漢字" bad;\n';
  expect(
    render(text, (span) => error("unexpected-token", span("bad"), "no"))
      .split("\n")
      .slice(3, 5),
  ).toEqual(['1 |  "漢字" bad;', "  |         ^^^"]);
});

test("escape sequences, bidi controls and lone surrogates never reach the terminal", () => {
  const text = `role ${esc}[31mA\u202e\ud800;\n`;
  const shown = render(
    text,
    (span) => error("bidi-control-character", span("A"), `bad ${esc}]0;title\u0007`, { notes: ["\u2066hidden"] }),
    `${esc}[2Jx.choreo`,
  );
  expect(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/.test(shown)).toBe(false);
});

test("a line of a million characters is cut around its mark", () => {
  const text = `${"x".repeat(500_000)}!${"y".repeat(500_000)}`;
  const shown = render(text, (span) => error("unexpected-character", span("!"), "no"));
  expect(Math.max(...shown.split("\n").map((line) => line.length))).toBeLessThan(200);
  const [source, marks] = shown.split("\n").slice(3, 5);
  expect(source?.[marks?.indexOf("^") ?? -1]).toBe("!");
});

test("a file that cannot be read is named without a frame", () => {
  expect(diagnosticText(error("file-not-found", { file: 0, start: 0, end: 0 }, "there is no file x"), locator([{ path: "x", text: "" }]), plain)).toBe(
    "error[file-not-found]: there is no file x\n --> x\n\n",
  );
});

test("at most twenty diagnostics of a file are shown and the rest is counted", () => {
  const many = Array.from({ length: 23 }, () => error("unexpected-token", { file: 0, start: 0, end: 1 }, "no"));
  const shown = diagnosticsText(many, locator([{ path: "a.choreo", text: "x" }]), plain);
  expect(shown.split("error[").length - 1).toBe(20);
  expect(shown.endsWith("and 3 more\n\n")).toBe(true);
});

test("marks in an imported file have a frame of their own", () => {
  const shown = diagnosticText(
    error("duplicate-name", { file: 0, start: 5, end: 6 }, "twice", { labels: [{ span: { file: 1, start: 5, end: 6 }, message: "first here" }] }),
    locator([
      { path: "a.choreo", text: "role A;" },
      { path: "lib/b.choreo", text: "role A;" },
    ]),
    plain,
  );
  expect(shown.split("\n").filter((line) => line.includes("choreo:"))).toEqual([" --> a.choreo:1:6", " ::: lib/b.choreo:1:6"]);
});
