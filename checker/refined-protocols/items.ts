/** What is asked of the data of a protocol, with the sentence that a verdict on it decides. */

const items = ["progress", "satisfiable", "loop-invariants", "history-sensitive"] as const;

/**
 * `progress`: nobody is stuck because no value satisfies the refinements; `satisfiable`: every message can be sent in some run; `loop-invariants`: variables of loops
 * satisfy theirs; `history-sensitive`: senders know what their refinements speak of.
 */
export type RefinementItem = (typeof items)[number];

/** The item of this name, which takes no arguments. */
export function refinementItem(name: string, words: readonly string[]): RefinementItem | undefined {
  return words.length === 0 ? items.find((item) => item === name) : undefined;
}

export function definitionOfRefinementItem(item: RefinementItem): string {
  switch (item) {
    case "progress":
      return "after every run whose values satisfy the refinements the protocol is over, or there are values with which some message satisfies its own";
    case "satisfiable":
      return "every message of the protocol is sent in some run whose values satisfy the refinements";
    case "loop-invariants":
      return "whenever a loop begins a round, its variables satisfy their refinements";
    case "history-sensitive":
      return "on every path, who sends a refined value knows what its refinement speaks of";
  }
}
