/**
 * Which conditionals contain a jump to a loop around them. Such a conditional cannot keep its continuation in the tail, because a branch that
 * jumps never reaches it; elaboration hands the continuation to the branches that fall through instead.
 */
import { assertNever } from "../assert-never.ts";
import type { Block, Statement } from "../syntax/index.ts";

/** Depth that no loop has: the target of a path that does not jump. */
const nowhere = Number.POSITIVE_INFINITY;

/** Returns the conditionals of the block with a jump out of them. Linear in the statements; recursive along nesting only. */
export function escapingConditionals(block: Block): ReadonlySet<Statement> {
  const escaping = new Set<Statement>();
  outermostTarget(block, [], escaping);
  return escaping;
}

/** The depth of the outermost loop that the block jumps to; `loops` are the names of the loops around it, outermost first. */
function outermostTarget(block: Block, loops: readonly string[], escaping: Set<Statement>): number {
  let outermost = nowhere;
  for (const statement of block.statements) outermost = Math.min(outermost, targetOf(statement, loops, escaping));
  return outermost;
}

function targetOf(statement: Statement, loops: readonly string[], escaping: Set<Statement>): number {
  switch (statement.kind) {
    case "continue":
    case "break":
      return loops.lastIndexOf(statement.loop.text);
    case "loop":
      return outermostTarget(statement.body, [...loops, statement.name.text], escaping);
    case "while":
      return outermostTarget(statement.body, [...loops, ""], escaping);
    case "if":
    case "match":
    case "choose": {
      const target = Math.min(...branchesOf(statement).map((branch) => outermostTarget(branch, loops, escaping)), nowhere);
      if (target < loops.length) escaping.add(statement);
      return target;
    }
    case "saga":
      return Math.min(
        outermostTarget(statement.body, loops, escaping),
        statement.else === undefined ? nowhere : outermostTarget(statement.else, loops, escaping),
      );
    case "perform":
    case "abort":
    case "communicate":
    case "select":
    case "assign":
    case "local":
    case "call":
    case "assert":
    case "assume":
    case "unsupported":
      return nowhere;
    default:
      return assertNever(statement);
  }
}

/** The blocks of a conditional, in the order written; a missing `else` is no block. */
export function branchesOf(statement: Extract<Statement, { kind: "if" | "match" | "choose" }>): readonly Block[] {
  switch (statement.kind) {
    case "if":
      return statement.else === undefined ? [statement.then] : [statement.then, statement.else];
    case "match":
      return statement.cases.map((branch) => branch.body);
    case "choose":
      return statement.branches;
    default:
      return assertNever(statement);
  }
}
