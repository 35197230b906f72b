/** Choices of g-choreographies: `sel A { G + H }`, and those that do not say who decides. */
import type { Name, ProtocolBlock, ProtocolStatement } from "../../../calculus/syntax/index.ts";

/** Who acts first in a sequence: the sender of its first message, or who decides its first choice. Undefined for what is empty. */
function firstOf(statements: readonly ProtocolStatement[]): Name | undefined {
  for (const statement of statements) {
    const first = firstOfStatement(statement);
    if (first !== undefined) return first;
  }
  return undefined;
}

function firstOfStatement(statement: ProtocolStatement): Name | undefined {
  switch (statement.kind) {
    case "message":
      return statement.from;
    case "choice":
      return statement.at;
    case "rec":
      return firstOf(statement.body.statements);
    case "par":
      return deciderOf(statement.branches);
    default:
      return undefined;
  }
}

/**
 * Who decides a choice that does not say it: the one that acts first in its first branch that is not empty. That the other branches begin with the same
 * role is a condition on every protocol, and is not checked here.
 */
export function deciderOf(branches: readonly ProtocolBlock[]): Name | undefined {
  for (const { statements } of branches) {
    const first = firstOf(statements);
    if (first !== undefined) return first;
  }
  return undefined;
}
