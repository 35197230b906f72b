/** The states of a search in which nobody moves: found by expanding every state once more. */
import type { Search } from "./search.ts";

/**
 * The rows in which nobody moves, of those that were expanded, ascending. `noted` is the address of the word where the model's code leaves the number of
 * such a row, and one more, when it is expanded. Time linear in the steps.
 */
export function stuckRows({ compiled, expanded }: Search, noted: number): readonly number[] {
  const { words } = compiled.memory;
  const found: number[] = [];
  for (let row = 0; row < expanded; row += 1) {
    words[noted >> 2] = 0;
    compiled.expand(row, row + 1);
    if (words[noted >> 2] === row + 1) found.push(row);
  }
  return found;
}
