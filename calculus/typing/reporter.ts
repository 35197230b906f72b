/** Where checks put what they find. Reports made while types are still being inferred are dropped, so a reporter can be silent. */
import { error } from "../diagnostics/index.ts";
import type { Diagnostic, DiagnosticCode, Fix, Label, Severity, Span } from "../diagnostics/index.ts";
import type { Name } from "../syntax/index.ts";
import { suggester } from "./suggest.ts";

export interface Details {
  /** An error unless said otherwise. */
  readonly severity?: Severity;
  readonly labels?: readonly Label[];
  readonly notes?: readonly string[];
  readonly fix?: Fix;
}

export interface Reporter {
  readonly report: (code: DiagnosticCode, span: Span, message: string, details?: Details) => void;
  /** Reports a name that is not declared, with the nearest of `candidates` as a fix. `what` is a noun: "role", "variable". */
  readonly unknown: (code: DiagnosticCode, name: Name, what: string, candidates: () => Iterable<string>, details?: Details) => void;
}

export interface CollectingReporter extends Reporter {
  readonly diagnostics: readonly Diagnostic[];
}

/** Returns a reporter that keeps everything, in the order reported. */
export function collect(): CollectingReporter {
  const diagnostics: Diagnostic[] = [];
  const nearest = suggester();
  const report: Reporter["report"] = (code, span, message, { severity = "error", ...details } = {}) => {
    diagnostics.push({ ...error(code, span, message, details), severity });
  };
  return {
    diagnostics,
    report,
    unknown: (code, name, what, candidates, details = {}) => {
      const suggestion = nearest(name.text, candidates);
      if (suggestion === undefined) {
        report(code, name.span, `unknown ${what} \`${name.text}\``, details);
      } else {
        report(code, name.span, `unknown ${what} \`${name.text}\`; did you mean \`${suggestion}\`?`, {
          fix: { title: `write \`${suggestion}\``, edits: [{ span: name.span, replacement: suggestion }] },
          ...details,
        });
      }
    },
  };
}

/** Drops everything. */
export const silent: Reporter = { report: () => undefined, unknown: () => undefined };
