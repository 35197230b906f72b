/** The pages of `explain` about syntax and limits are true: the failing program earns the code and nothing else, the repaired one is a program, and so is what a fix makes. */
import { describe, expect, test } from "vitest";
import type { Fix } from "../diagnostics/index.ts";
import { limitsExplanations, syntaxExplanations } from "../diagnostics/explanations/index.ts";
import { analyseText } from "../loading/index.ts";
import { parseFile } from "./index.ts";

const pages = [...Object.entries(syntaxExplanations), ...Object.entries(limitsExplanations)];

function codes(text: string): readonly string[] {
  return [...new Set(parseFile(text, 0).diagnostics.map((diagnostic) => diagnostic.code))];
}

function repairedBy(text: string, fix: Fix): string {
  const edits = [...fix.edits].sort((first, second) => second.span.start - first.span.start);
  return edits.reduce((edited, { span, replacement }) => edited.slice(0, span.start) + replacement + edited.slice(span.end), text);
}

describe.each(pages)("%s", (code, { failing, repaired }) => {
  const text = typeof failing === "string" ? failing : failing();

  test("is earned by the failing program alone", () => {
    expect(codes(text)).toEqual([code]);
  });

  test("is not earned by the repaired program", () => {
    expect(analyseText(repaired).diagnostics).toEqual([]);
  });

  test("is repaired by the fixes that it offers", () => {
    const fixed = parseFile(text, 0).diagnostics.flatMap(({ fix }) => (fix === undefined ? [] : [repairedBy(text, fix)]));
    expect(fixed.map(codes)).toEqual(fixed.map(() => []));
  });
});
