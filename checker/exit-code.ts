/**
 * The one function from judgements to exit codes:
 *
 *   0  everything as expected           3  unknown, vacuous, interrupted, or verified up to a bound that nobody asked for
 *   1  a finding, an unmet expectation  4  two engines disagree; no flag and no expectation hides that
 *   2  the input could not be read      70 a failure of our own
 */
import { assertNever } from "../calculus/assert-never.ts";
import type { DiagnosticCategory, Severity } from "../calculus/diagnostics/index.ts";
import type { ExitCode, Outcome } from "./verdict.ts";

/** From the gravest to the most harmless: 70 > 4 > 2 > 1 > 3 > 0. */
const gravity: readonly ExitCode[] = [70, 4, 2, 1, 3, 0];

/** The gravest of several exit codes; 0 for none. Linear. */
export function combineExitCodes(codes: Iterable<ExitCode>): ExitCode {
  const present = new Set(codes);
  return gravity.find((code) => present.has(code)) ?? 0;
}

/** One verdict with what was expected of it, if anything. `boundAsked`: the user set the bound that the verdict is up to. */
export interface JudgedVerdict {
  readonly actual: Outcome;
  readonly expected?: Outcome;
  readonly boundAsked: boolean;
}

/** Everything that decides the exit code of one file. */
export interface Judgement {
  readonly verdicts: readonly JudgedVerdict[];
  /** Diagnostics that no `expect error` and no expected verdict accounts for. */
  readonly diagnostics: readonly { readonly severity: Severity; readonly category: DiagnosticCategory }[];
  /** `expect` items that are not met, of whatever kind. */
  readonly unmetExpectations: number;
  /** Something was not judged at all because the user or a clock ended it. */
  readonly interrupted?: boolean;
}

/** What an outcome says by itself. */
function outcomeExitCode(outcome: Outcome, boundAsked: boolean): ExitCode {
  switch (outcome) {
    case "proved":
      return 0;
    case "verified-up-to":
      return boundAsked ? 0 : 3;
    case "violated":
      return 1;
    case "vacuous":
    case "unknown":
      return 3;
    case "disagreement":
      return 4;
    case "error":
      return 2;
    default:
      return assertNever(outcome);
  }
}

/** An expected outcome is no finding, except that a disagreement stays one; an unexpected one is also an unmet expectation. */
export function verdictExitCode({ actual, expected, boundAsked }: JudgedVerdict): ExitCode {
  const raw = outcomeExitCode(actual, boundAsked);
  if (expected === undefined) return raw;
  if (expected === actual) return actual === "disagreement" ? 4 : 0;
  return combineExitCodes([1, raw]);
}

/** The exit code of one file. */
export function exitCode(judgement: Judgement): ExitCode {
  return combineExitCodes([
    ...judgement.verdicts.map(verdictExitCode),
    ...judgement.diagnostics.map(({ severity, category }): ExitCode => (severity !== "error" ? 0 : category === "input" ? 2 : 1)),
    judgement.unmetExpectations > 0 ? 1 : 0,
    judgement.interrupted === true ? 3 : 0,
  ]);
}
