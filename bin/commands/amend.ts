/** `amend`: the selections that make every choreography of a file projectable, and the messages that make every protocol implementable, written into its text. */
import { amend as amendFiles, applyEdits, projectionDiagnostics } from "../../calculus/amendment/index.ts";
import type { Edit } from "../../calculus/amendment/index.ts";
import type { SourceFile } from "../../calculus/diagnostics/index.ts";
import { combineExitCodes } from "../../checker/index.ts";
import type { ExitCode } from "../../checker/index.ts";
import { beyondProtocolsWithData } from "../beyond-protocols-with-data.ts";
import type { Command, Request } from "../command.ts";
import { analyseInputs } from "../files/analyse-input.ts";
import type { AnalysedInput } from "../files/analyse-input.ts";
import { refuse } from "../files/load-model.ts";
import { writeFile } from "../files/write-file.ts";
import type { Io } from "../io.ts";
import { protocolRepairs } from "../protocol-repairs.ts";
import { cleanLine } from "../report/clean-text.ts";
import { UsageError } from "../usage-error.ts";

/** The sources with their edits made; those without edits are left out. */
function amendedSources(sources: readonly SourceFile[], edits: readonly Edit[]): readonly SourceFile[] {
  return sources.flatMap(({ path, text }, index) => {
    const own = edits.filter(({ span }) => span.file === index);
    return own.length === 0 ? [] : [{ path, text: applyEdits(text, index, own) }];
  });
}

/** What is amended of one named file: its own text and those of its imports, where they change. */
interface Amended {
  readonly file: string;
  readonly amended: readonly SourceFile[];
}

function deliver(path: string, sources: readonly SourceFile[], amended: readonly SourceFile[], { options }: Request, io: Io): ExitCode {
  if (!options.write) {
    if (options.format === "json") return 0;
    const [named] = sources;
    io.stdout(amended.find((source) => source.path === path)?.text ?? named?.text ?? "");
    for (const source of amended)
      if (source.path !== path) io.stderr(`choreo-verify: ${cleanLine(source.path)} needs additions, too; --write writes all files\n`);
    return 0;
  }
  const codes: ExitCode[] = [];
  for (const source of amended) {
    const code = writeFile(source.path, source.text, io);
    codes.push(code);
    if (code === 0 && !options.quiet) io.stderr(`${cleanLine(source.path)}\n`);
  }
  return combineExitCodes(codes);
}

function amendOne({ path, analyse }: AnalysedInput, request: Request, io: Io, results: Amended[]): ExitCode {
  const { model, files, sources, diagnostics } = analyse();
  if (model === undefined) return refuse(diagnostics, sources, request, io).exitCode;
  const withData = beyondProtocolsWithData(model, "amended");
  if (withData.length > 0) return refuse(withData, sources, request, io).exitCode;
  const { edits, unrepaired } = amendFiles(files, model);
  if (unrepaired.length > 0) {
    const beyond = projectionDiagnostics(model, files).filter(({ fix }) => fix === undefined);
    return refuse(beyond, sources, request, io).exitCode;
  }
  const protocols = protocolRepairs(model);
  const amended = amendedSources(sources, [...edits, ...protocols.edits]);
  results.push({ file: path, amended });
  const code = deliver(path, sources, amended, request, io);
  for (const sentence of protocols.unrepaired) io.stderr(`choreo-verify: ${cleanLine(`${path}: ${sentence}`)}\n`);
  return combineExitCodes([code, protocols.unrepaired.length === 0 ? 0 : 1]);
}

export const amend: Command = async (request, io) => {
  if (request.options.write && request.words.includes("-")) throw new UsageError("standard input cannot be written back");
  const codes: ExitCode[] = [];
  const results: Amended[] = [];
  for await (const input of analyseInputs(request.words, io, request.options)) codes.push(amendOne(input, request, io, results));
  if (request.options.format === "json") io.stdout(`${JSON.stringify({ files: results }, null, 2)}\n`);
  return combineExitCodes(codes);
};
