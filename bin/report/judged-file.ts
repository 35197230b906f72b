/** A file's report with the texts that its spans point into. */
import type { SourceFile } from "../../calculus/diagnostics/index.ts";
import type { FileReport } from "../../checker/index.ts";

export interface JudgedFile {
  readonly report: FileReport;
  readonly sources: readonly SourceFile[];
}
