/** The grammar reads the receivers of a selection from right to left. */
import { rewriteStatements } from "./rewrite-statements.ts";
import type { Mutant } from "./mutant.ts";

export const grammarReordersReceivers: Mutant = {
  name: "a grammar that reorders",
  error: "The grammar reads the receivers of a selection from right to left.",
  killedBy: "T29-grammar",
  seed: 1,
  change: (parts) => ({
    ...parts,
    parseByGrammar: (text) => {
      const parsed = parts.parseByGrammar(text);
      const rewritten = rewriteStatements(parsed.tree, (statement) => [
        statement.kind === "select" ? { ...statement, to: [...statement.to].reverse() } : statement,
      ]);
      return { ...parsed, tree: rewritten };
    },
  }),
};
