/** A mistake of ours, as it is told: one line and where to look. It ends the work on one file only, with exit code 70. */
import { IoFailure } from "./io-failure.ts";
import type { Io } from "./io.ts";
import type { Options } from "./options.ts";
import { cleanLine } from "./report/clean-text.ts";
import type { JudgedFile } from "./report/judged-file.ts";
import { UsageError } from "./usage-error.ts";

/** Tells of a defect on standard error. `place` is the file, where there is one. */
export function reportDefect(failure: unknown, place: string, debug: boolean, io: Pick<Io, "stderr">): void {
  const message = failure instanceof Error ? failure.message : String(failure);
  io.stderr(`choreo-verify: internal error${place === "" ? "" : ` in ${cleanLine(place)}`}: ${message}\n`);
  io.stderr(debug && failure instanceof Error ? `${failure.stack ?? ""}\n` : "This is a defect of choreo-verify, not of the file; `--debug` shows where.\n");
}

/** The judgement of one file; where judging it is beyond us, a report that says so by its exit code, so that other files are still judged. */
export function contained(path: string, { debug }: Pick<Options, "debug">, io: Io, judge: () => JudgedFile): JudgedFile {
  try {
    return judge();
  } catch (failure) {
    if (failure instanceof UsageError || failure instanceof IoFailure) throw failure;
    reportDefect(failure, path, debug, io);
    return { sources: [], report: { file: path, diagnostics: [], expectedDiagnostics: [], verdicts: [], expectations: [], exitCode: 70 } };
  }
}
