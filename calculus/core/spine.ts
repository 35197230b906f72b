/** The cells of a sequence, in order: how long sequences are walked without recursion. */

/** A sequence of any heads: choreographies and behaviours alike. */
type Linked = { readonly kind: "end" } | { readonly kind: "sequence"; readonly tail: Linked };

/**
 * The suffixes of a term from the term itself on. Stops after the first suffix for which `known` holds (it is included), else after ε (included).
 */
export function spine<T extends Linked>(term: T, known: (suffix: T) => boolean = () => false): T[] {
  const cells: T[] = [];
  let cell: T = term;
  for (;;) {
    cells.push(cell);
    if (cell.kind === "end" || known(cell)) return cells;
    cell = cell.tail as T;
  }
}
