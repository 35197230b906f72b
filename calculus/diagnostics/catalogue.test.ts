import { describe, expect, test } from "vitest";
import { automataExplanations } from "./explanations/automata.ts";
import { limitsExplanations } from "./explanations/limits.ts";
import { namesExplanations } from "./explanations/names.ts";
import { processesExplanations } from "./explanations/processes.ts";
import { projectionExplanations } from "./explanations/projection.ts";
import { protocolsExplanations } from "./explanations/protocols.ts";
import { sessionTypingExplanations } from "./explanations/session-typing.ts";
import { syntaxExplanations } from "./explanations/syntax.ts";
import { transactionsExplanations } from "./explanations/transactions.ts";
import { typesExplanations } from "./explanations/types.ts";
import { explanationOf, filePageOf } from "./explanations/index.ts";
import { capDiagnostics, diagnosticCodes, error, isDiagnosticCode } from "./index.ts";

describe("explanation pages", () => {
  test("every code has a page, of a program or of files", () => {
    expect(diagnosticCodes.filter((code) => explanationOf(code) === undefined && filePageOf(code) === undefined)).toEqual([]);
  });

  test("no code has two", () => {
    const themes = [
      syntaxExplanations,
      limitsExplanations,
      namesExplanations,
      typesExplanations,
      projectionExplanations,
      protocolsExplanations,
      processesExplanations,
      sessionTypingExplanations,
      automataExplanations,
      transactionsExplanations,
    ];
    const codes = themes.flatMap((pages) => Object.keys(pages));
    expect(codes).toHaveLength(new Set(codes).size);
  });
});

test("names of object members are no codes", () => {
  expect(["__proto__", "constructor", "toString", ""].filter(isDiagnosticCode)).toEqual([]);
  expect(explanationOf("__proto__")).toBeUndefined();
});

test("the first diagnostics of each file are shown and the others counted", () => {
  const at = (file: number, start: number) => error("unexpected-token", { file, start, end: start }, "here");
  const { shown, hidden } = capDiagnostics([at(0, 1), at(1, 1), at(0, 2), at(0, 3), at(1, 2), at(0, 4)], 2);
  expect(shown.map(({ span }) => [span.file, span.start])).toEqual([
    [0, 1],
    [1, 1],
    [0, 2],
    [1, 2],
  ]);
  expect(hidden).toBe(2);
});
