/** Names that a format cannot write get others of the same kind, and a note says which. */
import { mapNames } from "./map-names.ts";
import type { NamedDeclaration, NameKind } from "./map-names.ts";

export interface Renamed {
  readonly declarations: readonly NamedDeclaration[];
  /** ``the label `1` is written `_1` `` */
  readonly notes: readonly string[];
}

/**
 * Renames what `isName` refuses: characters that no name has become underscores, and a number behind keeps names apart. Names that can be written stay as
 * they are. Linear in the declarations.
 */
export function renamed(declarations: readonly NamedDeclaration[], isName: (text: string, kind: NameKind) => boolean): Renamed {
  const used = new Map<NameKind, Map<string, string>>();
  const tableOf = (kind: NameKind): Map<string, string> => {
    const table = used.get(kind) ?? new Map<string, string>();
    used.set(kind, table);
    return table;
  };
  for (const declaration of declarations) {
    mapNames(declaration, (kind, name) => {
      tableOf(kind).set(name.text, name.text);
      return name;
    });
  }
  const notes: string[] = [];
  for (const [kind, table] of used) {
    const taken = new Set([...table.keys()].filter((text) => isName(text, kind)));
    for (const text of table.keys()) {
      if (isName(text, kind)) continue;
      const written = fresh(text, kind, taken, isName);
      taken.add(written);
      table.set(text, written);
      notes.push(`the ${kind === "payload" ? "name" : kind} \`${text}\` is written \`${written}\``);
    }
  }
  if (notes.length === 0) return { declarations, notes };
  const renaming = declarations.map((declaration) => mapNames(declaration, (kind, name) => ({ ...name, text: tableOf(kind).get(name.text) ?? name.text })));
  return { declarations: renaming, notes };
}

function fresh(text: string, kind: NameKind, taken: ReadonlySet<string>, isName: (text: string, kind: NameKind) => boolean): string {
  const base = text.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=[0-9])/, "_");
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? base : `${base}_${String(count)}`;
    if (isName(candidate, kind) && !taken.has(candidate)) return candidate;
  }
}
