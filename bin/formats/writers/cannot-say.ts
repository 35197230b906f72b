/** What a notation cannot say, found somewhere inside a machine. */
import { error, nowhere } from "../../../calculus/diagnostics/index.ts";
import type { Diagnostic, Span } from "../../../calculus/diagnostics/index.ts";

/** Ends the writing of a text; `refusing` turns it into a diagnostic. */
export class CannotSay extends Error {}

/** What `write` returns, or the diagnostic for what it could not say; `at` is told where it is. */
export function refusing<T>(
  notation: string,
  span: Span,
  write: (at: (span: Span) => void) => T,
): { readonly written: T } | { readonly diagnostics: readonly Diagnostic[] } {
  let here = span;
  try {
    return {
      written: write((next) => {
        here = next === nowhere ? span : next;
      }),
    };
  } catch (failure) {
    if (failure instanceof CannotSay) return { diagnostics: [error("not-yet-supported", here, `${notation} cannot say this: ${failure.message}`)] };
    throw failure;
  }
}
