/** `verify`: every property, assertion and expectation of files is judged. */
import type { ExitCode } from "../../checker/index.ts";
import { combineExitCodes } from "../../checker/index.ts";
import type { Command } from "../command.ts";
import { judgedExitCode, judgeInputs } from "../judge-inputs.ts";
import { derivationsText } from "../report/derivations.ts";
import { judgedFileText, judgedSummary } from "../report/judged-file-text.ts";
import type { JudgedFile } from "../report/judged-file.ts";
import { painter } from "../report/paint.ts";
import { UsageError } from "../usage-error.ts";

export const verify: Command = async (request, io) => {
  const { options } = request;
  const { format, derivation, traces, smtDir } = options;
  if (format === "json" && derivation !== undefined && derivation !== "json") throw new UsageError("--format json writes derivations as json");
  if (options.emit !== undefined) return (await import("../emitted-scripts.ts")).emitScripts(request, options.emit, io);
  const paint = painter(options, io);
  const judged: JudgedFile[] = [];
  const written: ExitCode[] = [];
  const write = traces === undefined ? undefined : (await import("../written-traces.ts")).traceWriter(traces, io, options.quiet);
  const kept = smtDir === undefined ? undefined : (await import("../kept-queries.ts")).keptQueries(smtDir, io);
  if (kept?.exitCode() === 2) return 2;
  for await (const file of judgeInputs(request, io, kept)) {
    judged.push(file);
    if (format === "pretty" && derivation === undefined) io.stdout(judgedFileText(file, { ...options, paint }));
    if (write !== undefined) written.push(write(file));
  }
  const code = combineExitCodes([judgedExitCode(judged, io), ...written, kept?.exitCode() ?? 0]);
  if (format === "json") io.stdout((await import("../report/json-report.ts")).jsonReport(judged, code, { derivations: derivation !== undefined }));
  else if (derivation !== undefined) io.stdout(derivationsText(judged, derivation));
  else if (judged.length > 1) io.stdout(judgedSummary(judged, paint));
  return code;
};
