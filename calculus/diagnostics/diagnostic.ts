/** A user's mistake as a value: a code from the catalogue, one terse message, spans, notes and a fix where one is known. */
import type { DiagnosticCode } from "./catalogue.ts";
import type { Span } from "./span.ts";

export type Severity = "error" | "warning" | "note";

export interface Label {
  readonly span: Span;
  readonly message: string;
}

/** A machine-applicable repair: replace the text of each span, all together. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly replacement: string }[];
}

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly labels: readonly Label[];
  readonly notes: readonly string[];
  readonly fix?: Fix;
}

/** Builds an error; labels, notes and fix are optional. */
export function error(
  code: DiagnosticCode,
  span: Span,
  message: string,
  more: { readonly labels?: readonly Label[]; readonly notes?: readonly string[]; readonly fix?: Fix } = {},
): Diagnostic {
  return {
    code,
    severity: "error",
    message,
    span,
    labels: more.labels ?? [],
    notes: more.notes ?? [],
    ...(more.fix === undefined ? {} : { fix: more.fix }),
  };
}
