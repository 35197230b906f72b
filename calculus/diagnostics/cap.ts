/** Shows the first diagnostics of each file and counts the rest, so that one broken file does not bury the others. */
import type { Diagnostic } from "./diagnostic.ts";

export interface CappedDiagnostics {
  readonly shown: readonly Diagnostic[];
  /** How many were left out. */
  readonly hidden: number;
}

/**
 * Returns the first `limit` errors and warnings per source file, in the order given, and the number that is hidden.
 * The caller reports the hidden number; exit codes are taken from the full list.
 */
export function capDiagnostics(diagnostics: readonly Diagnostic[], limit: number): CappedDiagnostics {
  const counts = new Map<number, number>();
  const shown: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const count = counts.get(diagnostic.span.file) ?? 0;
    counts.set(diagnostic.span.file, count + 1);
    if (count < limit) shown.push(diagnostic);
  }
  return { shown, hidden: diagnostics.length - shown.length };
}
