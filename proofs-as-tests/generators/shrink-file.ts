/** Smaller syntax trees: without a declaration, or with a smaller body. */
import type { ParsedFile } from "../../calculus/syntax/index.ts";
import { shrinkBlock } from "./shrink-program.ts";
import { shrinkProtocolDeclaration } from "./shrink-protocol.ts";

/** The candidates, the ones that remove most first. */
export function* shrinkFile(file: ParsedFile): Iterable<ParsedFile> {
  const { declarations } = file;
  for (const index of declarations.keys()) yield { ...file, declarations: declarations.filter((_, other) => other !== index) };
  for (const [index, declaration] of declarations.entries()) {
    for (const smaller of shrinkProtocolDeclaration(declaration)) yield { ...file, declarations: declarations.with(index, smaller) };
    if (declaration.kind !== "choreography") continue;
    for (const body of shrinkBlock(declaration.body)) {
      yield { ...file, declarations: declarations.map((other, position) => (position === index ? { ...declaration, body } : other)) };
    }
  }
}
