/** Rewrites every statement of a syntax tree: how the mutants of printer and parsers lose something. */
import type { ParsedFile, Statement } from "../../calculus/syntax/index.ts";
import { mapBlock } from "../generators/shrink-program.ts";

/** The file with each statement replaced by what `rewrite` makes of it. */
export function rewriteStatements(file: ParsedFile, rewrite: (statement: Statement) => readonly Statement[]): ParsedFile {
  return {
    ...file,
    declarations: file.declarations.map((declaration) =>
      declaration.kind === "choreography" ? { ...declaration, body: mapBlock(declaration.body, rewrite) } : declaration,
    ),
  };
}
