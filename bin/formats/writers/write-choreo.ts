/** An imported file as a `.choreo` file. */
import { reservedWords } from "../../../calculus/parser/index.ts";
import { printFile } from "../../../calculus/syntax/index.ts";
import type { Declaration, ParsedFile } from "../../../calculus/syntax/index.ts";
import type { NamedDeclaration, NameKind } from "./map-names.ts";
import { renamed } from "./renaming.ts";

const reserved: ReadonlySet<string> = new Set(reservedWords);

function isName(text: string, kind: NameKind): boolean {
  if (text === "_") return kind === "label";
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !reserved.has(text);
}

function isNamed(declaration: Declaration): declaration is NamedDeclaration {
  return declaration.kind === "protocol" || declaration.kind === "context" || declaration.kind === "record";
}

/**
 * The text of a file whose declarations are protocols, contexts and records, in the standard form; names that our language cannot write are renamed, and comments on
 * top say so. Any other file is written as it is: its names are names of our language.
 */
export function choreoText(file: ParsedFile): { readonly text: string; readonly tree: ParsedFile } {
  const { declarations } = file;
  if (!declarations.every(isNamed)) return { text: printFile(file), tree: file };
  const { declarations: written, notes } = renamed(declarations, isName);
  // An empty line stands between declarations, and the notes on top.
  const spaced = written.map((declaration, index) => ({ ...declaration, comments: index === 0 ? notes.map((note) => `// ${note}`) : [""] }));
  const tree = { ...file, declarations: spaced.map(({ comments, ...declaration }) => (comments.length === 0 ? declaration : { ...declaration, comments })) };
  return { text: printFile(tree), tree };
}
