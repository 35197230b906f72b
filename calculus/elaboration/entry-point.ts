/** Which choreography is run when none is named (docs/language.md, declarations): `main`, or the only one of the named file. */
import type { ParsedFile } from "../syntax/index.ts";

/**
 * The entry's name: `main` if the named file declares it, else the only choreography of the named file; a file that declares none takes the
 * entry of what it imports. Undefined when there is none or the choice is open.
 */
export function entryPoint(files: readonly ParsedFile[]): string | undefined {
  const named = choreographies(files.slice(0, 1));
  const candidates = named.length > 0 ? named : choreographies(files);
  if (candidates.includes("main")) return "main";
  return candidates.length === 1 ? candidates[0] : undefined;
}

function choreographies(files: readonly ParsedFile[]): readonly string[] {
  return files.flatMap((file) => file.declarations.flatMap((declaration) => (declaration.kind === "choreography" ? [declaration.name.text] : [])));
}
