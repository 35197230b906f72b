/** The pages of `explain` about replay and sagas are true: the failing program earns the code and no other, the repaired one earns nothing. */
import { describe, expect, test } from "vitest";
import { resilienceExplanations } from "../../../calculus/diagnostics/explanations/index.ts";
import type { Explanation } from "../../../calculus/diagnostics/explanations/index.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import { contracts } from "../../../calculus/protocols/index.ts";
import { crashReport, crashes } from "../index.ts";

const pages = Object.entries<Explanation>(resilienceExplanations).map(([code, { failing, repaired }]) => ({
  code,
  failing: typeof failing === "string" ? failing : failing(),
  repaired,
}));

function codes(text: string): readonly string[] {
  const { model, diagnostics } = analyseText(text);
  if (model?.entry === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const subject = { model, name: model.entry, faults: crashes([...model.roles.keys()], 1) };
  return [...new Set(crashReport(subject, ["recovers"], contracts(model), {}).assumptions.findings.map(({ code }) => code))];
}

describe.each(pages)("$code", ({ code, failing, repaired }) => {
  test("is earned by the failing program alone", () => {
    expect(codes(failing)).toEqual([code]);
  });

  test("is gone from the repaired program, with every other", () => {
    expect(codes(repaired)).toEqual([]);
  });
});
