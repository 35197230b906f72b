/** `fmt`: files in the standard form. Nothing is lost: what is written is parsed again and must be the same program. */
import { defaultLimits } from "../../calculus/diagnostics/index.ts";
import type { Diagnostic } from "../../calculus/diagnostics/index.ts";
import { parseFile } from "../../calculus/parser/index.ts";
import { equalTrees, printFile } from "../../calculus/syntax/index.ts";
import { combineExitCodes } from "../../checker/index.ts";
import type { ExitCode } from "../../checker/index.ts";
import type { Command } from "../command.ts";
import { isForeign } from "../formats/index.ts";
import { inputsOf, stdinName } from "../files/inputs.ts";
import type { Input, Kinds } from "../files/inputs.ts";
import { refuse } from "../files/load-model.ts";
import { sourceReader } from "../files/source-reader.ts";
import { writeFile } from "../files/write-file.ts";
import type { Io } from "../io.ts";
import type { Request } from "../command.ts";
import { cleanLine } from "../report/clean-text.ts";
import { error } from "../../calculus/diagnostics/index.ts";
import { UsageError } from "../usage-error.ts";

const ownKind: Kinds = { isMeant: (path) => path.endsWith(".choreo"), written: ".choreo" };

const start = { file: 0, start: 0, end: 0 };

type Formatted =
  | { readonly kind: "formatted"; readonly path: string; readonly before: string; readonly after: string }
  | { readonly kind: "refused"; readonly path: string; readonly text: string; readonly diagnostics: readonly Diagnostic[] };

function formatted(input: Input, { options }: Request, io: Io): Formatted {
  const path = input.kind === "stdin" ? stdinName : input.path;
  if (input.kind === "nothing") return { kind: "refused", path, text: "", diagnostics: [error("file-not-found", start, input.message)] };
  if (isForeign(path))
    return {
      kind: "refused",
      path,
      text: "",
      diagnostics: [error("not-yet-supported", start, `${path} is not a .choreo file; there is no standard form of it`)],
    };
  const read = sourceReader(io.files, io.stdin, options.root).read(path);
  if (read.kind === "error") return { kind: "refused", path, text: "", diagnostics: [error(read.code, start, read.message)] };
  const { tree, diagnostics } = parseFile(read.text, 0, defaultLimits);
  if (diagnostics.some(({ severity }) => severity === "error")) return { kind: "refused", path, text: read.text, diagnostics };
  const after = printFile(tree);
  const again = parseFile(after, 0, defaultLimits);
  if (again.diagnostics.length > 0 || !equalTrees(tree, again.tree)) throw new Error(`the standard form of ${path} is another program`);
  return { kind: "formatted", path, before: read.text, after };
}

/** What becomes of one formatted file. */
function deliver({ path, before, after }: Extract<Formatted, { kind: "formatted" }>, { options }: Request, io: Io): ExitCode {
  if (options.check) {
    if (before === after) return 0;
    io.stdout(`${cleanLine(path)}\n`);
    return 1;
  }
  if (!options.write) io.stdout(after);
  else if (before !== after) {
    const code = writeFile(path, after, io);
    if (code !== 0) return code;
    if (!options.quiet) io.stderr(`${cleanLine(path)}\n`);
  }
  return 0;
}

export const fmt: Command = (request, io) => {
  const { options, words } = request;
  if (options.check && options.write) throw new UsageError("--check and --write exclude each other");
  if (options.write && words.includes("-")) throw new UsageError("standard input cannot be written back");
  const codes = inputsOf(words, io.files, ownKind).map((input) => {
    const result = formatted(input, request, io);
    if (result.kind === "formatted") return deliver(result, request, io);
    return refuse(result.diagnostics, [{ path: result.path, text: result.text }], request, io).exitCode;
  });
  return Promise.resolve(combineExitCodes(codes));
};
