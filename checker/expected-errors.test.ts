/** An expected error accounts for one error and no other: a second mistake of the same kind is not hidden by the first. */
import { expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "./judge.ts";
import type { FileReport } from "./verdict.ts";

const mistakes = ["role A { x: int = 0; }", "choreography main(A) {", "  A.x := true;", "  A.x := false;", "}", ""].join("\n");

function judge(text: string): FileReport {
  return verifyModel(analyseText(text));
}

test("one expectation accounts for one of two errors", () => {
  expect(judge(`${mistakes}expect error type-mismatch;`)).toMatchObject({
    exitCode: 1,
    diagnostics: [{ code: "type-mismatch" }],
    expectedDiagnostics: [{ code: "type-mismatch" }],
    expectations: [{ met: true }],
  });
});

test("two expectations account for two errors, and a third is not met", () => {
  const twice = `${mistakes}${"expect error type-mismatch;\n".repeat(2)}`;
  expect(judge(twice)).toMatchObject({ exitCode: 0, diagnostics: [], expectations: [{ met: true }, { met: true }] });
  const report = judge(`${twice}expect error type-mismatch;`);
  expect(report.exitCode).toBe(1);
  expect(report.expectations.filter(({ met }) => !met)).toHaveLength(1);
});

test.each([
  ["at line 3", ""],
  ["", "at line 3"],
  ["at line 4", ""],
])("an expectation that any error meets leaves the picky one what it needs: %j before %j", (first, second) => {
  expect(judge(`${mistakes}expect error type-mismatch ${first};\nexpect error type-mismatch ${second};`)).toMatchObject({ exitCode: 0, diagnostics: [] });
});

test("two errors at one line are two", () => {
  const line = "role A { x: int = 0; }\nchoreography main(A) { A.x := true; A.x := false; }\n";
  expect(judge(`${line}expect error type-mismatch at line 2;`).diagnostics).toHaveLength(1);
});

test("the expectation of the first line accounts for one error of syntax", () => {
  const text = "// expect error unexpected-token\nrole A;\nchoreography main(A) {\n  A.x := ;\n  A.y := ;\n}\n";
  expect(judge(text)).toMatchObject({ exitCode: 2, diagnostics: [{ code: "unexpected-token" }], expectedDiagnostics: [{ code: "unexpected-token" }] });
});
