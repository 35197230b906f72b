/** The model of one file for the commands that need exactly one; otherwise its diagnostics are printed. */
import type { Model, Procedure, SystemDefinition } from "../../calculus/core/index.ts";
import { error } from "../../calculus/diagnostics/index.ts";
import type { Diagnostic, SourceFile } from "../../calculus/diagnostics/index.ts";
import { isClosed } from "../../calculus/semantics/index.ts";
import type { ParsedFile } from "../../calculus/syntax/index.ts";
import type { ExitCode } from "../../checker/index.ts";
import type { Request } from "../command.ts";
import type { Io } from "../io.ts";
import { diagnosticsExitCode } from "../report/diagnostics-exit-code.ts";
import { diagnosticsText } from "../report/diagnostics.ts";
import { painter } from "../report/paint.ts";
import { locator } from "../report/positions.ts";
import { UsageError } from "../usage-error.ts";
import { analyseInputs } from "./analyse-input.ts";

export type LoadedModel =
  | {
      readonly ok: true;
      readonly model: Model;
      readonly files: readonly ParsedFile[];
      readonly sources: readonly SourceFile[];
      readonly warnings: readonly Diagnostic[];
    }
  /** The diagnostics are printed already. */
  | { readonly ok: false; readonly exitCode: ExitCode };

/** Prints diagnostics where they do not mix with a result, and returns their exit code. */
export function refuse(
  diagnostics: readonly Diagnostic[],
  sources: readonly SourceFile[],
  { options }: Request,
  io: Io,
): { readonly ok: false; readonly exitCode: ExitCode } {
  io.stderr(diagnosticsText(diagnostics, locator(sources), painter(options, { ...io, stdoutIsTerminal: io.stderrIsTerminal })));
  return { ok: false, exitCode: diagnosticsExitCode(diagnostics) };
}

/** Loads the file that `word` names; a directory or pattern must mean exactly one. */
export async function loadModel(word: string, request: Request, io: Io): Promise<LoadedModel> {
  let loaded: LoadedModel | undefined;
  for await (const { analyse } of analyseInputs([word], io, request.options)) {
    if (loaded !== undefined) throw new UsageError(`\`${word}\` means several files; name one`);
    const { model, files, sources, diagnostics } = analyse();
    loaded = model === undefined ? refuse(diagnostics, sources, request, io) : { ok: true, model, files, sources, warnings: diagnostics };
  }
  return loaded ?? { ok: false, exitCode: 2 };
}

/** The system that is named, or the only one of a file without an entry. */
export function systemNamed(model: Model, named: string | undefined): SystemDefinition | undefined {
  if (named !== undefined) return model.systems.get(named);
  const [only, ...others] = model.systems.values();
  return model.entry === undefined && others.length === 0 ? only : undefined;
}

/** The choreography that `--choreography` names, or the entry; a diagnostic where there is none, or where it cannot run by itself. */
export function closedChoreography(model: Model, named: string | undefined): { readonly procedure: Procedure } | { readonly diagnostic: Diagnostic } {
  const start = { file: 0, start: 0, end: 0 };
  const name = named ?? model.entry;
  if (name === undefined)
    return { diagnostic: error("no-entry-point", start, "there is neither a choreography `main` nor exactly one choreography; name one with --choreography") };
  const procedure = model.procedures.get(name);
  if (procedure === undefined) return { diagnostic: error("unknown-choreography", start, `there is no choreography \`${name}\``) };
  if (isClosed(procedure)) return { procedure };
  return { diagnostic: error("not-closed", procedure.span, `\`${name}\` has formal roles or value parameters and cannot run by itself`) };
}
