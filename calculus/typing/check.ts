/** The judgement that a program is well scoped and well typed. */
import type { Diagnostic, SourceFile } from "../diagnostics/index.ts";
import type { ParsedFile } from "../syntax/index.ts";

/** Returns every scoping and typing error of the files (the named one first, then what it imports), in the order of the text. */
export function check(_files: readonly ParsedFile[], _sources: readonly SourceFile[]): readonly Diagnostic[] {
  return [];
}
