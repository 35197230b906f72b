/** The parser leaves out local assignments without a word. */
import { rewriteStatements } from "./rewrite-statements.ts";
import type { Mutant } from "./mutant.ts";

export const parserDropsStatement: Mutant = {
  name: "a parser that drops statements",
  error: "The parser leaves out local assignments without a word.",
  killedBy: "T29-programs",
  change: (parts) => ({
    ...parts,
    parse: (text) => {
      const parsed = parts.parse(text);
      return { ...parsed, tree: rewriteStatements(parsed.tree, (statement) => (statement.kind === "assign" ? [] : [statement])) };
    },
  }),
};
