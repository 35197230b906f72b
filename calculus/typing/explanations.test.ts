/** The pages of `explain` about names and types are true: the failing program earns the code, the repaired one earns nothing. */
import { describe, expect, test } from "vitest";
import type { Fix } from "../diagnostics/index.ts";
import type { Explanation } from "../diagnostics/explanations/index.ts";
import {
  automataExplanations,
  namesExplanations,
  processesExplanations,
  protocolsExplanations,
  transactionsExplanations,
  typesExplanations,
} from "../diagnostics/explanations/index.ts";
import { analyseText } from "../loading/index.ts";

const themes = [namesExplanations, typesExplanations, protocolsExplanations, processesExplanations, automataExplanations, transactionsExplanations];
const pages = themes.flatMap(Object.entries<Explanation>).map(([code, { failing, repaired }]) => ({
  code,
  failing: typeof failing === "string" ? failing : failing(),
  repaired,
}));

function apply(text: string, fix: Fix): string {
  return fix.edits
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce((edited, { span, replacement }) => edited.slice(0, span.start) + replacement + edited.slice(span.end), text);
}

describe.each(pages)("$code", ({ code, failing, repaired }) => {
  test("is earned by the failing program alone", () => {
    const { diagnostics } = analyseText(failing);
    expect(new Set(diagnostics.map((diagnostic) => diagnostic.code))).toEqual(new Set([code]));
  });

  test("is gone from the repaired program, with every other", () => {
    const { diagnostics, model } = analyseText(repaired);
    expect(diagnostics).toEqual([]);
    expect(model).toBeDefined();
  });
});

describe("fixes", () => {
  const fixes = pages.flatMap(({ code, failing }) =>
    analyseText(failing).diagnostics.flatMap(({ fix }) => (fix === undefined ? [] : [{ code, failing, fix }])),
  );

  test.each(fixes)("of $code repair the failing program", ({ failing, fix }) => {
    expect(analyseText(apply(failing, fix)).diagnostics).toEqual([]);
  });

  test("are known for misspelt names, missing cases and unguarded variables", () => {
    expect(fixes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["unknown-name", "unknown-message", "non-exhaustive-match", "unguarded-variable", "role-not-in-scope"]),
    );
  });
});
