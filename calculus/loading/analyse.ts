/** The front door of the language: from a path, or a text, to the model or to every reason why there is none. */
import type { Model } from "../core/index.ts";
import { defaultLimits } from "../diagnostics/index.ts";
import type { Diagnostic, Limits, SourceFile } from "../diagnostics/index.ts";
import { checkJumpDepth, checkProcessDepth, elaborate } from "../elaboration/index.ts";
import { parseFile } from "../parser/index.ts";
import type { ParsedFile, Type } from "../syntax/index.ts";
import { check, localTypes } from "../typing/index.ts";
import { load } from "./load.ts";
import type { ParseFile } from "./load.ts";
import { memoryReader } from "./reader.ts";
import type { SourceReader } from "./reader.ts";

export interface AnalyseOptions {
  readonly limits?: Limits;
  /** Another parser than the one that runs by default. */
  readonly parse?: ParseFile;
}

export interface Analysis {
  /** Present iff there is no error. */
  readonly model?: Model;
  readonly files: readonly ParsedFile[];
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Loads, checks and elaborates `path`. What cannot be read or parsed is reported alone, because a tree with gaps earns errors of the gaps' making.
 */
export function analyse(path: string, reader: SourceReader, options: AnalyseOptions = {}): Analysis {
  const limits = options.limits ?? defaultLimits;
  const { files, sources, diagnostics: unread } = load(path, reader, limits, options.parse ?? parseFile);
  const diagnostics = hasErrors(unread) ? unread : [...unread, ...check(files, limits), ...checkJumpDepth(files, limits), ...checkProcessDepth(files, limits)];
  if (hasErrors(diagnostics)) return { files, sources, diagnostics };
  return { model: elaborate(files, sources, limits, typesOfLocals(files)), files, sources, diagnostics };
}

/** The inferred types of locals; nothing is checked again before one is asked for. */
function typesOfLocals(files: readonly ParsedFile[]): (choreography: string, role: string, variable: string) => Type | undefined {
  let types: ReturnType<typeof localTypes> | undefined;
  return (choreography, role, variable) => (types ??= localTypes(files)).get(choreography)?.get(role)?.get(variable);
}

/** `analyse` of one text that imports nothing. */
export function analyseText(text: string, path = "input.choreo", options: AnalyseOptions = {}): Analysis {
  return analyse(path, memoryReader(new Map([[path, text]])), options);
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
