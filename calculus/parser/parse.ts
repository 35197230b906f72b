/** The parser that runs by default: lexer, recursive descent with recovery, comments (the reference is `choreo.ohm`; a theorem says that both agree). */
import { defaultLimits, error, type Diagnostic, type Limits } from "../diagnostics/index.ts";
import type { ParsedFile } from "../syntax/index.ts";
import { attachComments } from "./attach-comments.ts";
import { Cursor } from "./cursor.ts";
import { parseDeclarations } from "./declarations.ts";
import { expectedErrorOf } from "./expectations.ts";
import { lex } from "./lexer.ts";
import type { Tokens } from "./tokens.ts";

export interface Parsed {
  /** What could be read; complete if there is no diagnostic, or only `not-yet-supported`. */
  readonly tree: ParsedFile;
  /** Every independent error, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** Tokens of the text; 0 if it was refused before it was read. */
  readonly tokens: number;
}

/**
 * Parses one `.choreo` text. `file` is its index in the program's list of files and stands in every span; offsets count UTF-16 code units.
 * Never throws for any text; linear in its length for programs, and bounded by the limits for everything else.
 */
export function parseFile(text: string, file: number, limits: Limits = defaultLimits): Parsed {
  const outcome = lexWithinLimits(text, file, limits);
  if ("refused" in outcome) return { tree: emptyTree(text, file), diagnostics: outcome.refused, tokens: 0 };
  const cursor = new Cursor(text, file, limits, outcome.tokens);
  const declarations = parseDeclarations(cursor);
  const diagnostics = [...outcome.diagnostics, ...cursor.diagnostics];
  diagnostics.push(...wholeFileErrors({ declarations, span: { file, start: 0, end: text.length } }, outcome.tokens, diagnostics.length > 0, limits));
  diagnostics.sort((first, second) => first.span.start - second.span.start || first.span.end - second.span.end);
  return {
    tree: attachComments(withExpectedError({ declarations, span: { file, start: 0, end: text.length } }, text), text, outcome.tokens.comments),
    diagnostics,
    tokens: outcome.tokens.count,
  };
}

/** The tokens of a text, or why nothing should look at them. Both parsers begin here: limits and refused characters are the same for both. */
export function lexWithinLimits(
  text: string,
  file: number,
  limits: Limits,
): { readonly tokens: Tokens; readonly diagnostics: readonly Diagnostic[] } | { readonly refused: readonly Diagnostic[] } {
  if (text.length > limits.fileBytes) {
    return { refused: [error("file-too-large", { file, start: 0, end: 0 }, `the file has more than ${String(limits.fileBytes)} bytes, the limit`)] };
  }
  const lexed = lex(text, file, limits);
  if (lexed.fatal) return { refused: lexed.diagnostics };
  if (lexed.tokens.count > limits.syntaxNodes) {
    return {
      refused: [
        error("program-too-large", { file, start: 0, end: 0 }, `the file has ${String(lexed.tokens.count)} tokens; the limit is ${String(limits.syntaxNodes)}`),
      ],
    };
  }
  return { tokens: lexed.tokens, diagnostics: lexed.diagnostics };
}

/** Errors that concern the file as a whole. */
export function wholeFileErrors(tree: ParsedFile, tokens: Tokens | undefined, faulty: boolean, limits: Limits): readonly Diagnostic[] {
  const errors: Diagnostic[] = [];
  if (tokens?.count === 1 && !faulty) {
    errors.push(
      error("empty-file", { file: tree.span.file, start: 0, end: 0 }, "the file declares nothing", { notes: ["a program has at least one choreography"] }),
    );
  }
  let roles = 0;
  for (const declaration of tree.declarations) {
    if (declaration.kind === "protocol" && declaration.roles.length > limits.roles)
      errors.push(error("too-many-roles", declaration.name.span, `the protocol lists more than ${String(limits.roles)} roles, the limit`));
    if (declaration.kind === "context" && declaration.members.length > limits.roles)
      errors.push(error("too-many-roles", declaration.name.span, `the context has more than ${String(limits.roles)} members, the limit`));
    if (declaration.kind !== "role") continue;
    const before = roles;
    roles += declaration.roles.length;
    if (before <= limits.roles && roles > limits.roles)
      errors.push(error("too-many-roles", declaration.span, `more than ${String(limits.roles)} roles, the limit, are declared`));
  }
  return errors;
}

/** Adds what the first line says of the error that the file is expected to have. */
export function withExpectedError(tree: ParsedFile, text: string): ParsedFile {
  const expectedError = expectedErrorOf(text);
  return expectedError === undefined ? tree : { ...tree, expectedError };
}

/** The tree of a text that nobody read. */
export function emptyTree(text: string, file: number): ParsedFile {
  return withExpectedError({ declarations: [], span: { file, start: 0, end: text.length } }, text);
}
