/** The blocks of a statement as written, and the same statement with other blocks. */
import { assertNever } from "../assert-never.ts";
import type { Block, Statement } from "../syntax/index.ts";

/** The blocks of the statement in order; a missing `else` is no block. */
export function blocksOf(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case "if":
      return statement.else === undefined ? [statement.then] : [statement.then, statement.else];
    case "match":
      return statement.cases.map((branch) => branch.body);
    case "choose":
      return statement.branches;
    case "while":
    case "loop":
      return [statement.body];
    case "saga":
      return statement.else === undefined ? [statement.body] : [statement.body, statement.else];
    case "perform":
    case "abort":
    case "communicate":
    case "select":
    case "assign":
    case "local":
    case "continue":
    case "break":
    case "call":
    case "assert":
    case "assume":
    case "unsupported":
      return [];
    default:
      return assertNever(statement);
  }
}

/** The statement with these blocks in place of its own; a second block of an `if` becomes its `else`. */
export function withBlocks(statement: Statement, blocks: readonly Block[]): Statement {
  const [first, second] = blocks;
  if (first === undefined) return statement;
  switch (statement.kind) {
    case "if":
      return second === undefined ? { ...statement, then: first } : { ...statement, then: first, else: second };
    case "match":
      return { ...statement, cases: statement.cases.map((branch, index) => ({ ...branch, body: blocks[index] ?? branch.body })) };
    case "choose":
      return { ...statement, branches: blocks };
    case "saga":
      return second === undefined ? { ...statement, body: first } : { ...statement, body: first, else: second };
    case "while":
    case "loop":
      return { ...statement, body: first };
    default:
      return statement;
  }
}
