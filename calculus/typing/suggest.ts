/** "Did you mean": the nearest of the names in scope. */
import { editDistance } from "../diagnostics/index.ts";

/**
 * Returns a supplier of suggestions. The nearest name within a third of the word's length (at least 1, at most 3 edits); among equals the first
 * by code units. All answers of one supplier share a bounded amount of work, so that a hostile file cannot buy quadratic time; after that: none.
 */
export function suggester(budget: number = 2_000_000): (word: string, candidates: () => Iterable<string>) => string | undefined {
  let left = budget;
  return (word, candidates) => {
    if (left < 0) return undefined;
    let limit = Math.min(3, Math.max(1, Math.floor(word.length / 3)));
    let best: string | undefined;
    for (const candidate of candidates()) {
      left--;
      if (candidate === word || Math.abs(candidate.length - word.length) > limit) continue;
      left -= word.length * candidate.length;
      if (left < 0) return undefined;
      const distance = editDistance(word, candidate, limit);
      if (distance > limit || (distance === limit && best !== undefined && candidate >= best)) continue;
      best = candidate;
      limit = distance;
    }
    return best;
  };
}
