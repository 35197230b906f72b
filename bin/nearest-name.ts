/** "Did you mean": the candidate that is fewest edits away (Levenshtein), ties to the first in code-unit order, none beyond a third of the word. */

function distance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/** The nearest candidate, or undefined when none is near. Words longer than 64 code units have none. */
export function nearestName(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > 64) return undefined;
  let best: { readonly name: string; readonly edits: number } | undefined;
  for (const name of [...candidates].sort()) {
    const edits = distance(word, name);
    if (edits <= Math.max(1, Math.floor(Math.max(word.length, name.length) / 3)) && (best === undefined || edits < best.edits)) best = { name, edits };
  }
  return best?.name;
}
