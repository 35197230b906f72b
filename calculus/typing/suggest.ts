/** "Did you mean": the nearest of the names in scope, by edit distance with transpositions (Damerau 1964). */

/**
 * Returns a supplier of suggestions. The nearest name within a third of the word's length (at least 1, at most 3 edits); among equals the first
 * by code units. All answers of one supplier share a bounded amount of work, so that a hostile file cannot buy quadratic time; after that: none.
 */
export function suggester(budget: number = 2_000_000): (word: string, candidates: Iterable<string>) => string | undefined {
  let left = budget;
  return (word, candidates) => {
    let limit = Math.min(3, Math.max(1, Math.floor(word.length / 3)));
    let best: string | undefined;
    for (const candidate of candidates) {
      if (candidate === word || Math.abs(candidate.length - word.length) > limit) continue;
      left -= word.length * (2 * limit + 1);
      if (left < 0) return undefined;
      const distance = editDistance(word, candidate, limit);
      if (distance > limit || (distance === limit && best !== undefined && candidate >= best)) continue;
      best = candidate;
      limit = distance;
    }
    return best;
  };
}

/** Edits (insert, delete, replace, swap neighbours) from one word to the other; any number above `limit` stands for "more than that". */
export function editDistance(from: string, to: string, limit: number): number {
  const width = to.length + 1;
  let before = new Array<number>(width).fill(0);
  let previous = Array.from({ length: width }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = new Array<number>(width).fill(limit + 1);
    current[0] = row;
    const first = Math.max(1, row - limit);
    const last = Math.min(to.length, row + limit);
    for (let column = first; column <= last; column++) {
      const same = from[row - 1] === to[column - 1];
      let distance = Math.min(previous[column - 1]! + (same ? 0 : 1), previous[column]! + 1, current[column - 1]! + 1);
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) distance = Math.min(distance, before[column - 2]! + 1);
      current[column] = distance;
    }
    before = previous;
    previous = current;
  }
  return previous[to.length]!;
}
