/** Names that a notation of automata cannot write get others, no two the same one, and a note says which. */

export interface WrittenNames {
  readonly of: (name: string) => string;
  /** ``the message `ask(int)` is written `askint` `` */
  readonly notes: readonly string[];
}

/**
 * What each of the names is written as: itself where `isName` allows it, otherwise what `near` makes of it, with `next` for the second, third, … try until
 * nothing else is written so. `what` says in notes what the names are of. Linear in the names, but for collisions.
 */
export function writtenNames(
  what: string,
  names: Iterable<string>,
  isName: (text: string) => boolean,
  near: (text: string) => string,
  next: (base: string, count: number) => string,
): WrittenNames {
  const all = new Set(names);
  const taken = new Set([...all].filter(isName));
  const table = new Map<string, string>();
  const notes: string[] = [];
  for (const name of all) {
    if (isName(name)) continue;
    const base = near(name);
    let written = base;
    for (let count = 2; taken.has(written) || !isName(written); count++) written = next(base, count);
    taken.add(written);
    table.set(name, written);
    notes.push(`the ${what} \`${name}\` is written \`${written}\``);
  }
  return { of: (name) => table.get(name) ?? name, notes };
}

/** A number behind a name. */
export function numberedName(base: string, count: number): string {
  return `${base}${String(count)}`;
}
