/** The parser reads the first case of every `branch` of a process and drops the others. */
import type { ProcessBlock, ProcessStatement } from "../../calculus/syntax/index.ts";
import type { Mutant } from "./mutant.ts";

export const parserDropsBranchCases: Mutant = {
  name: "a parser for one answer",
  error: "The parser reads the first case of every `branch` of a process and drops the others.",
  killedBy: "T29-grammar",
  change: (parts) => ({
    ...parts,
    parse: (text) => {
      const parsed = parts.parse(text);
      const declarations = parsed.tree.declarations.map((declaration) =>
        declaration.kind === "process" ? { ...declaration, body: withFirstCases(declaration.body) } : declaration,
      );
      return { ...parsed, tree: { ...parsed.tree, declarations } };
    },
  }),
};

function withFirstCases(block: ProcessBlock): ProcessBlock {
  return {
    ...block,
    statements: block.statements.map((statement): ProcessStatement =>
      statement.kind === "branch" ? { ...statement, cases: statement.cases.slice(0, 1) } : statement,
    ),
  };
}
