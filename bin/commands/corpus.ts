/** `corpus`: directories judged by their `expect` lines, with a summary table. */
import type { Command } from "../command.ts";
import { judgedExitCode, judgeInputs } from "../judge-inputs.ts";
import { corpusTable } from "../report/corpus-table.ts";
import { judgedFileText } from "../report/judged-file-text.ts";
import type { JudgedFile } from "../report/judged-file.ts";
import { painter } from "../report/paint.ts";

export const corpus: Command = async (request, io) => {
  const { options, words } = request;
  const paint = painter(options, io);
  const judged: JudgedFile[] = [];
  for await (const file of judgeInputs({ options, words: words.length === 0 ? ["corpus"] : words }, io)) judged.push(file);
  const code = judgedExitCode(judged, io);
  if (options.format === "json") {
    io.stdout((await import("../report/json-report.ts")).jsonReport(judged, code));
    return code;
  }
  const failed = judged.filter(({ report }) => report.exitCode !== 0);
  for (const file of failed) io.stdout(judgedFileText(file, { ...options, quiet: true, paint }));
  io.stdout(corpusTable(judged, paint));
  return code;
};
