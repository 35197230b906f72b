/** What can be wrong with a protocol that is seen only once its sub-protocols are expanded (docs/language.md, protocols). */
import type { Diagnostic, DiagnosticCode, Label, Span } from "../../diagnostics/index.ts";
import { error } from "../../diagnostics/index.ts";

/** Keeps each problem once, however many protocols expand the text that has it. */
export interface Problems {
  readonly report: (
    code: DiagnosticCode,
    span: Span,
    message: string,
    more?: { readonly labels?: readonly Label[]; readonly notes?: readonly string[] },
  ) => void;
  readonly found: () => readonly Diagnostic[];
}

/** Returns an empty collection. */
export function problems(): Problems {
  const found = new Map<string, Diagnostic>();
  return {
    report: (code, span, message, more = {}) => {
      const key = `${code} ${String(span.file)} ${String(span.start)} ${String(span.end)}`;
      if (!found.has(key)) found.set(key, error(code, span, message, more));
    },
    found: () => [...found.values()],
  };
}
