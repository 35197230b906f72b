/**
 * The reference parser: `choreo.ohm`, which defines the language, with the tree built from what it matched. Two orders of magnitude slower than `parseFile`,
 * and it stops at the first error; a theorem says that both build the same tree or both refuse. A door of its own, because it loads ohm.
 */
import { defaultLimits, error, type Diagnostic, type Limits } from "../diagnostics/index.ts";
import type { ParsedFile } from "../syntax/index.ts";
import { attachComments } from "./attach-comments.ts";
import { emptyTree, lexWithinLimits, wholeFileErrors, withExpectedError, type Parsed } from "./parse.ts";
import { matchText } from "./reference/concrete.ts";
import { buildDeclaration } from "./reference/declarations.ts";
import { isTooHigh } from "./reference/height.ts";
import type { Source } from "./reference/source.ts";
import { part } from "./reference/concrete.ts";

/**
 * Parses one text by the grammar; the same contract as `parseFile`, except that it reports one syntax error at most. Limits and refused characters are
 * the lexer's for both parsers. Nesting that exceeds ohm's recursion earns `nesting-too-deep`: with the usual stack
 * of a process that is below the limit of `parseFile`, with the one that the command line gives it never.
 */
export function parseFileByReference(text: string, file: number, limits: Limits = defaultLimits): Parsed {
  const outcome = lexWithinLimits(text, file, limits);
  const empty = emptyTree(text, file);
  if ("refused" in outcome) return { tree: empty, diagnostics: outcome.refused, tokens: 0 };
  const tokens = outcome.tokens.count;
  if (outcome.diagnostics.length > 0) return { tree: empty, diagnostics: outcome.diagnostics, tokens };
  const nothing = wholeFileErrors(empty, outcome.tokens, false, limits);
  if (nothing.length > 0) return { tree: empty, diagnostics: nothing, tokens };
  try {
    return { ...parseByGrammar(text, file, limits, outcome.tokens.comments), tokens };
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return { ...refuse(empty, error("nesting-too-deep", empty.span, "the nesting exceeds what the reference parser can follow")), tokens };
  }
}

function parseByGrammar(text: string, file: number, limits: Limits, comments: readonly number[]): Omit<Parsed, "tokens"> {
  const match = matchText(text);
  if (!("matched" in match)) {
    const at = match.failedAt;
    return refuse(emptyTree(text, file), error("unexpected-token", { file, start: at, end: Math.min(at + 1, text.length) }, `expected ${match.expected}`));
  }
  const diagnostics: Diagnostic[] = [];
  const source: Source = { text, file, limits, diagnostics };
  const declarations = part(match.matched, 1).parts.map((declaration) => buildDeclaration(source, declaration));
  const tree: ParsedFile = { declarations, span: { file, start: 0, end: text.length } };
  if (isTooHigh(tree)) return refuse(emptyTree(text, file), error("nesting-too-deep", tree.span, "too many operators are nested in one expression"));
  diagnostics.push(...wholeFileErrors(tree, undefined, true, limits));
  return { tree: attachComments(withExpectedError(tree, text), text, comments), diagnostics };
}

function refuse(tree: ParsedFile, diagnostic: Diagnostic): Omit<Parsed, "tokens"> {
  return { tree, diagnostics: [diagnostic] };
}
