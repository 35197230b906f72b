/** `verify`: every property, assertion and expectation of files is judged. */
import type { Command } from "../command.ts";
import { judgedExitCode, judgeInputs } from "../judge-inputs.ts";
import { derivationsText } from "../report/derivations.ts";
import { judgedFileText, judgedSummary } from "../report/judged-file-text.ts";
import type { JudgedFile } from "../report/judged-file.ts";
import { painter } from "../report/paint.ts";

export const verify: Command = async (request, io) => {
  const { options } = request;
  const paint = painter(options, io);
  const judged: JudgedFile[] = [];
  for await (const file of judgeInputs(request, io)) {
    judged.push(file);
    if (options.format === "pretty" && options.derivation === undefined) io.stdout(judgedFileText(file, { ...options, paint }));
  }
  const code = judgedExitCode(judged, io);
  if (options.derivation !== undefined) {
    io.stdout(derivationsText(judged, options.derivation));
    return code;
  }
  if (options.format === "json") io.stdout((await import("../report/json-report.ts")).jsonReport(judged, code));
  else if (judged.length > 1) io.stdout(judgedSummary(judged, paint));
  return code;
};
