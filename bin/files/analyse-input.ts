/** From one input of the command line to its analysis: model, sources and everything that is wrong. */
import { error } from "../../calculus/diagnostics/index.ts";
import { analyse } from "../../calculus/loading/index.ts";
import type { Analysis, AnalyseOptions } from "../../calculus/loading/index.ts";
import { parseFile } from "../../calculus/parser/index.ts";
import { formatNames, readerFrom, readerOf } from "../formats/index.ts";
import type { Io } from "../io.ts";
import type { Options } from "../options.ts";
import { UsageError } from "../usage-error.ts";
import { inputsOf, stdinName } from "./inputs.ts";
import type { Input } from "./inputs.ts";
import { sourceReader } from "./source-reader.ts";

export interface AnalysedInput {
  /** As reports name it. */
  readonly path: string;
  /** Throws on a mistake of ours. */
  readonly analyse: () => Analysis;
}

/** Files of other tools by their readers (`--from` says which, else the ending does), others by the parser that `--parser` names. The reference parser is loaded only when it is asked for. */
export async function analyseOptions(options: Options): Promise<AnalyseOptions> {
  const native = options.parser === "default" ? parseFile : (await import("../../calculus/parser/reference.ts")).parseFileByReference;
  const { from } = options;
  if (from !== undefined) {
    if (from !== "choreo" && !formatNames.includes(from)) throw new UsageError(`option --from is one of choreo, ${formatNames.join(", ")}, not \`${from}\``);
    return { parse: readerFrom(from, native) };
  }
  return { parse: (text, file, limits, path) => readerOf(path, native)(text, file, limits, path) };
}

function inputOf(input: Input, io: Io, options: Options, how: AnalyseOptions): AnalysedInput {
  const path = input.kind === "stdin" ? stdinName : input.path;
  if (input.kind === "nothing") {
    const diagnostic = error("file-not-found", { file: 0, start: 0, end: 0 }, input.message);
    return { path, analyse: () => ({ files: [], sources: [{ path, text: "" }], diagnostics: [diagnostic] }) };
  }
  return { path, analyse: () => analyse(path, sourceReader(io.files, io.stdin, options.root), how) };
}

/** The inputs that the words mean, each to be analysed when its turn comes. */
export async function* analyseInputs(words: readonly string[], io: Io, options: Options): AsyncGenerator<AnalysedInput> {
  const how = await analyseOptions(options);
  for (const input of inputsOf(words, io.files)) yield inputOf(input, io, options, how);
}
