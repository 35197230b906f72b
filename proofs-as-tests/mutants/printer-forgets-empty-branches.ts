/** The branches of a context that have nothing in them are not printed. */
import type { LocalBlock, LocalStatement } from "../../calculus/syntax/index.ts";
import type { Mutant } from "./mutant.ts";

export const printerForgetsEmptyBranches: Mutant = {
  name: "a printer without empty branches",
  error: "The branches of a context that have nothing in them, where a member may be over, are not printed.",
  killedBy: "T29-contexts",
  change: (parts) => ({
    ...parts,
    print: (tree) =>
      parts.print({
        ...tree,
        declarations: tree.declarations.map((declaration) =>
          declaration.kind === "context"
            ? { ...declaration, members: declaration.members.map((member) => ({ ...member, body: withoutEmpty(member.body) })) }
            : declaration,
        ),
      }),
  }),
};

function withoutEmpty(block: LocalBlock): LocalBlock {
  return { ...block, statements: block.statements.map(withoutEmptyInside) };
}

function withoutEmptyInside(statement: LocalStatement): LocalStatement {
  switch (statement.kind) {
    case "choice": {
      const branches = statement.branches.filter(({ statements }, index) => index === 0 || statements.length > 0);
      return { ...statement, branches: branches.map(withoutEmpty) };
    }
    case "rec":
      return { ...statement, body: withoutEmpty(statement.body) };
    default:
      return statement;
  }
}
