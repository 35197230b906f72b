/** The parser leaves out what stands behind the `else` of a saga. */
import { rewriteStatements } from "./rewrite-statements.ts";
import type { Mutant } from "./mutant.ts";

export const parserDropsAlternatives: Mutant = {
  name: "a parser without a second way",
  error: "The parser leaves out what stands behind the `else` of a saga.",
  killedBy: "T29-transactions",
  change: (parts) => ({
    ...parts,
    parse: (text) => {
      const parsed = parts.parse(text);
      return {
        ...parsed,
        tree: rewriteStatements(parsed.tree, (each) => (each.kind === "saga" ? [{ kind: "saga", body: each.body, span: each.span }] : [each])),
      };
    },
  }),
};
