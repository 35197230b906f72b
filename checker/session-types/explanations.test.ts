/** The pages of `explain` about session typing are true: the failing program earns the code and no other, the repaired one earns nothing. */
import { describe, expect, test } from "vitest";
import { sessionTypingExplanations } from "../../calculus/diagnostics/explanations/index.ts";
import type { Explanation } from "../../calculus/diagnostics/explanations/index.ts";
import { diagnosticsOf } from "./typings-of-text.ts";

const pages = Object.entries<Explanation>(sessionTypingExplanations).map(([code, { failing, repaired }]) => ({
  code,
  failing: typeof failing === "string" ? failing : failing(),
  repaired,
}));

describe.each(pages)("$code", ({ code, failing, repaired }) => {
  test("is earned by the failing program alone", () => {
    expect(new Set(diagnosticsOf(failing).map((diagnostic) => diagnostic.code))).toEqual(new Set([code]));
  });

  test("is gone from the repaired program, with every other", () => {
    expect(diagnosticsOf(repaired)).toEqual([]);
  });
});
