import { describe, expect, test } from "vitest";
import { combineExitCodes, exitCode, verdictExitCode } from "./exit-code.ts";
import type { ExitCode, Outcome } from "./verdict.ts";
import { outcomes } from "./verdict.ts";

const raw: Readonly<Record<Outcome, ExitCode>> = {
  proved: 0,
  "verified-up-to": 3,
  violated: 1,
  vacuous: 3,
  unknown: 3,
  disagreement: 4,
  error: 2,
};

describe("the exit code of one verdict", () => {
  test.each(outcomes)("%s without an expectation", (actual) => {
    expect(verdictExitCode({ actual, boundAsked: false })).toBe(raw[actual]);
  });

  test("a bound that was asked for is an answer", () => {
    expect(verdictExitCode({ actual: "verified-up-to", boundAsked: true })).toBe(0);
  });

  const unmet: Readonly<Record<Outcome, ExitCode>> = { ...raw, proved: 1, "verified-up-to": 1, vacuous: 1, unknown: 1 };
  test.each(outcomes.flatMap((actual) => outcomes.map((expected) => [actual, expected] as const)))("%s where %s is expected", (actual, expected) => {
    const wanted = actual === "disagreement" ? 4 : actual === expected ? 0 : unmet[actual];
    for (const boundAsked of [true, false]) expect(verdictExitCode({ actual, expected, boundAsked })).toBe(wanted);
  });
});

describe("combining exit codes", () => {
  const gravest: readonly ExitCode[] = [70, 4, 2, 1, 3, 0];
  test("the graver of two wins, in both orders", () => {
    gravest.forEach((grave, index) => {
      for (const milder of gravest.slice(index)) {
        expect(combineExitCodes([grave, milder])).toBe(grave);
        expect(combineExitCodes([milder, grave])).toBe(grave);
      }
    });
  });
  test("nothing at all is success", () => {
    expect(combineExitCodes([])).toBe(0);
  });
});

describe("the exit code of a file", () => {
  const quiet = { verdicts: [], diagnostics: [], unmetExpectations: 0, interrupted: false };
  test("a finding is 1, input that could not be read 2, a warning nothing", () => {
    expect(exitCode({ ...quiet, diagnostics: [{ severity: "error", category: "finding" }] })).toBe(1);
    expect(exitCode({ ...quiet, diagnostics: [{ severity: "error", category: "input" }] })).toBe(2);
    expect(exitCode({ ...quiet, diagnostics: [{ severity: "warning", category: "input" }] })).toBe(0);
  });
  test("an unmet expectation is a finding, and weighs more than an interruption", () => {
    expect(exitCode({ ...quiet, unmetExpectations: 1 })).toBe(1);
    expect(exitCode({ ...quiet, interrupted: true })).toBe(3);
    expect(exitCode({ ...quiet, unmetExpectations: 2, interrupted: true })).toBe(1);
  });
  test("a disagreement is never masked by an expectation", () => {
    expect(exitCode({ ...quiet, verdicts: [{ actual: "disagreement", expected: "disagreement", boundAsked: true }] })).toBe(4);
  });
});
