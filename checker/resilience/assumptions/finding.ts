/** An assumption of the theorems that a program does not keep, as a static check finds it. */
import type { DiagnosticCode, Label, Span } from "../../../calculus/diagnostics/index.ts";

export interface AssumptionFinding {
  readonly code: Extract<DiagnosticCode, "unjournaled-chance" | "raw-effect" | "performed-twice" | "missing-compensation" | "pivot-rule" | "success-unknown">;
  readonly message: string;
  readonly span: Span;
  /** Where it comes from and goes to, in order. */
  readonly labels: readonly Label[];
  /** How to repair it: a sentence. */
  readonly repair: string;
}

/** Each finding once: of several paths that show it the first. */
export function distinct(findings: readonly AssumptionFinding[]): readonly AssumptionFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, span, message }) => {
    const key = `${code} ${String(span.file)}:${String(span.start)} ${message}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
