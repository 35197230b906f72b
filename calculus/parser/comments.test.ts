import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { printFile } from "../syntax/index.ts";
import { parseFile } from "./index.ts";

/** Formats a text and says which comments it has, in order. */
function format(text: string): string {
  const { tree, diagnostics } = parseFile(text, 0);
  expect(diagnostics.filter((diagnostic) => diagnostic.code !== "not-yet-supported")).toEqual([]);
  return printFile(tree);
}

function commentsOf(text: string): readonly string[] {
  return text.split("\n").flatMap((line) => (line.includes("//") ? [line.slice(line.indexOf("//")).trimEnd()] : []));
}

test.each(["commentable", "commentable-protocols"])(
  "a comment between any two tokens of %s survives formatting, and formatting again changes nothing",
  (name) => {
    const sample = readFileSync(new URL(`./samples/${name}.choreo`, import.meta.url), "utf8");
    const pieces = sample.split(" ");
    const lost: string[] = [];
    for (let place = 0; place <= pieces.length; place++) {
      const text = [...pieces.slice(0, place), "// here\n", ...pieces.slice(place)].join(" ");
      const once = format(text);
      if (!commentsOf(once).includes("// here") || format(once) !== once) lost.push(text);
    }
    expect(lost).toEqual([]);
  },
);

test("several comments keep their order within a statement and beside it", () => {
  const text = "role A, B;\nchoreography C(A, B) { // 1\n  // 2\n  A.x -> // 3\n    B.y; // 4\n  // 5\n} // 6\n// 7\n";
  expect(format(text)).toBe("role A, B;\nchoreography C(A, B) {\n  // 1\n  // 2\n  // 3\n  A.x -> B.y; // 4\n  // 5\n} // 6\n// 7\n");
});

test("empty lines are kept, one for any number", () => {
  const text = "\n\n// header\n\n\n\nrole A;\nrole B;\n\n\nchoreography C(A) {\n\n  A.x := 1;\n\n\n  A.x := 2;\n\n}\n\n\n// end\n\n";
  expect(format(text)).toBe("// header\n\nrole A;\nrole B;\n\nchoreography C(A) {\n  A.x := 1;\n\n  A.x := 2;\n}\n\n// end\n");
});

test("slashes in a string are no comment", () => {
  expect(format('const S = "http://example.org"; // a comment\n')).toBe('const S = "http://example.org"; // a comment\n');
});
