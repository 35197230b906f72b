/** Judges the inputs of a command one after the other, each within the bounds that the options set. */
import { verifyModel } from "../checker/index.ts";
import type { VerifyOptions } from "../checker/index.ts";
import type { Request } from "./command.ts";
import { contained } from "./defect.ts";
import { analyseInputs } from "./files/analyse-input.ts";
import type { Io } from "./io.ts";
import type { Options } from "./options.ts";
import { cleanLine } from "./report/clean-text.ts";
import type { JudgedFile } from "./report/judged-file.ts";

/** The wall-clock limit as a question that explorations ask now and then. `--deterministic` has no clock. */
function deadline({ timeout, deterministic }: Options): Pick<VerifyOptions, "shouldStop"> {
  if (timeout === undefined || deterministic) return {};
  const end = performance.now() + timeout * 1000;
  return { shouldStop: () => (performance.now() > end ? `the time limit of ${String(timeout)} s` : undefined) };
}

function verifyOptions(options: Options): VerifyOptions {
  return {
    ...deadline(options),
    ...(options.maxStates === undefined ? {} : { maxStates: options.maxStates }),
    ...(options.maxDepth === undefined ? {} : { maxDepth: options.maxDepth }),
    ...(options.memory === undefined ? {} : { memory: options.memory * 1_048_576 }),
    ...(options.property === undefined ? {} : { property: options.property }),
    ignoreExpect: options.ignoreExpect,
    paranoid: options.paranoid,
  };
}

/** The judgements of all inputs, as they are asked for. On a terminal the file at hand is named on standard error. */
export async function* judgeInputs({ words, options }: Request, io: Io): AsyncGenerator<JudgedFile> {
  const shows = io.stderrIsTerminal && !options.quiet;
  for await (const { path, analyse } of analyseInputs(words, io, options)) {
    if (shows) io.stderr(`\r\u001b[2Kjudging ${cleanLine(path)}`);
    const judged = contained(path, options, io, () => {
      const analysis = analyse();
      return { sources: analysis.sources, report: verifyModel(analysis, verifyOptions(options)) };
    });
    if (shows) io.stderr("\r\u001b[2K");
    yield judged;
  }
}
