/** `check`: everything that can be said about files without running them. */
import { projectionDiagnostics } from "../../calculus/amendment/index.ts";
import { combineExitCodes, processFindings } from "../../checker/index.ts";
import type { Command } from "../command.ts";
import { contained } from "../defect.ts";
import { analyseInputs } from "../files/analyse-input.ts";
import type { AnalysedInput } from "../files/analyse-input.ts";
import { diagnosticsExitCode } from "../report/diagnostics-exit-code.ts";
import { checkedLine, diagnosticsText } from "../report/diagnostics.ts";
import type { JudgedFile } from "../report/judged-file.ts";
import { painter } from "../report/paint.ts";
import { locator } from "../report/positions.ts";

/** The static judgement of one file. */
function checked({ path, analyse }: AnalysedInput): JudgedFile {
  const analysis = analyse();
  const unprojectable = analysis.model === undefined ? [] : projectionDiagnostics(analysis.model, analysis.files);
  const diagnostics = [...analysis.diagnostics, ...unprojectable, ...processFindings(analysis)];
  const report = { file: path, diagnostics, expectedDiagnostics: [], verdicts: [], expectations: [], exitCode: diagnosticsExitCode(diagnostics) };
  return { sources: analysis.sources, report };
}

export const check: Command = async ({ words, options }, io) => {
  const paint = painter(options, io);
  const judged: JudgedFile[] = [];
  for await (const input of analyseInputs(words, io, options)) {
    const file = contained(input.path, options, io, () => checked(input));
    judged.push(file);
    if (options.format === "json") continue;
    io.stdout(diagnosticsText(file.report.diagnostics, locator(file.sources), paint));
    if (!options.quiet || file.report.exitCode !== 0) io.stdout(checkedLine(file.report, paint));
  }
  const code = combineExitCodes(judged.map(({ report }) => report.exitCode));
  if (options.format === "json") io.stdout((await import("../report/json-report.ts")).jsonReport(judged, code));
  return code;
};
