/** The named file and everything that it imports, each parsed once, the named file first. */
import { error } from "../diagnostics/index.ts";
import type { Diagnostic, Limits, SourceFile, Span } from "../diagnostics/index.ts";
import type { ParsedFile } from "../syntax/index.ts";
import { refusal } from "./paths.ts";
import type { ReadFailure, SourceReader } from "./reader.ts";

/**
 * What both parsers are: the tree of one text, with what could not be read. `fileIndex` is the `file` of every span; `tokens` says how much was read.
 * `path` is for readers that choose by the kind of a file, or name something after it.
 */
export type ParseFile = (
  text: string,
  fileIndex: number,
  limits: Limits,
  path: string,
) => { readonly tree: ParsedFile; readonly diagnostics: readonly Diagnostic[]; readonly tokens: number };

export interface Loaded {
  /** Parsed files, by the `file` of their spans; the named one is 0. Empty when it could not be read. */
  readonly files: readonly ParsedFile[];
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads and parses `path` and its imports, depth first in the order written. Every failure is a diagnostic; files that could be read are
 * returned in any case.
 */
export function load(path: string, reader: SourceReader, limits: Limits, parse: ParseFile): Loaded {
  const files: ParsedFile[] = [];
  const sources: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const loaded = new Set<string>();
  let tokens = 0;

  /** `chain` holds the resolved paths from the named file to this one. */
  function open(shown: string, chain: readonly string[], importedAt: Span | undefined): void {
    const read = reader.read(shown);
    if (read.kind === "error") {
      diagnostics.push(unreadable(read.code, read.message, importedAt));
      if (importedAt === undefined) sources.push({ path: shown, text: "" });
      return;
    }
    const index = sources.length;
    sources.push({ path: shown, text: read.text });
    const parsed = parse(read.text, index, limits, shown);
    files.push(parsed.tree);
    diagnostics.push(...parsed.diagnostics);
    tokens += parsed.tokens;
    for (const declaration of parsed.tree.declarations) {
      if (declaration.kind === "import") follow(declaration.path, declaration.span, shown, chain);
    }
  }

  function follow(written: string, span: Span, from: string, chain: readonly string[]): void {
    const refused = refusal(written);
    if (refused !== undefined) {
      diagnostics.push(error("import-outside-root", span, `"${written}" cannot be imported: ${refused}`));
      return;
    }
    const resolved = reader.resolve(from, written);
    if (resolved.kind === "error") {
      diagnostics.push(unreadable(resolved.code, resolved.message, span));
      return;
    }
    const start = chain.indexOf(resolved.path);
    if (start >= 0) {
      const cycle = [...chain.slice(start), resolved.path].join(" → ");
      diagnostics.push(error("import-cycle", span, "this import closes a cycle", { notes: [`the cycle is ${cycle}`] }));
      return;
    }
    if (loaded.has(resolved.path)) return;
    if (chain.length > limits.importDepth) {
      diagnostics.push(error("imports-too-deep", span, `imports are nested deeper than ${String(limits.importDepth)}`));
      return;
    }
    loaded.add(resolved.path);
    if (tokens > limits.syntaxNodes) return;
    open(resolved.path, [...chain, resolved.path], span);
  }

  /** The parser counts one file; the limit is on the program. */
  function limitRoles(): void {
    if (diagnostics.some((diagnostic) => diagnostic.code === "too-many-roles")) return;
    const roles = files.flatMap((file) => file.declarations.flatMap((declaration) => (declaration.kind === "role" ? declaration.roles : [])));
    const first = roles[limits.roles];
    if (first !== undefined) diagnostics.push(error("too-many-roles", first.name.span, `more than ${String(limits.roles)} roles, the limit, are declared`));
  }

  /** As with roles: the parser refuses one file beyond the limit, and this a program of many files. Nothing is imported any more once the limit is passed. */
  function limitTokens(): void {
    if (tokens <= limits.syntaxNodes) return;
    const whole = { file: 0, start: 0, end: 0 };
    diagnostics.push(error("program-too-large", whole, `the program and what it imports have more than ${String(limits.syntaxNodes)} tokens, the limit`));
  }

  const named = reader.resolve(undefined, path);
  open(path, [named.kind === "path" ? named.path : path], undefined);
  limitRoles();
  limitTokens();
  return { files, sources, diagnostics };
}

/** A reader's failure at the import that met it, in the words of imports; at the start of the named file otherwise. */
function unreadable(code: ReadFailure, message: string, importedAt: Span | undefined): Diagnostic {
  if (importedAt === undefined) return error(code, { file: 0, start: 0, end: 0 }, message);
  if (code === "file-not-found") return error("import-not-found", importedAt, message);
  if (code === "file-not-readable") return error("import-not-readable", importedAt, message);
  return error(code, importedAt, message);
}
