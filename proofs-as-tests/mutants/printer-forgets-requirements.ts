/** Transactions are printed without what they require. */
import type { ParsedFile } from "../../calculus/syntax/index.ts";
import type { Mutant } from "./mutant.ts";

export const printerForgetsRequirements: Mutant = {
  name: "a printer of easy transactions",
  error: "Transactions are printed without what they require.",
  killedBy: "T29-transactions",
  change: (parts) => ({ ...parts, print: (tree) => parts.print(withoutRequirements(tree)) }),
};

function withoutRequirements(tree: ParsedFile): ParsedFile {
  return {
    ...tree,
    declarations: tree.declarations.map((each) =>
      each.kind === "transaction" ? { ...each, body: { ...each.body, statements: each.body.statements.filter(({ kind }) => kind !== "requires") } } : each,
    ),
  };
}
