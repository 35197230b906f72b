/** The exit code of diagnostics that nobody expected. */
import { catalogue } from "../../calculus/diagnostics/index.ts";
import type { Diagnostic } from "../../calculus/diagnostics/index.ts";
import { exitCode } from "../../checker/index.ts";
import type { ExitCode } from "../../checker/index.ts";

/** By the categories of their codes: 2 if one says that the input could not be read, else 1 if there is an error, else 0. */
export function diagnosticsExitCode(diagnostics: readonly Diagnostic[]): ExitCode {
  const judged = diagnostics.map(({ severity, code }) => ({ severity, category: catalogue[code].category }));
  return exitCode({ verdicts: [], diagnostics: judged, unmetExpectations: 0 });
}
