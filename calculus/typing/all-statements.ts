/** A body as a list: every statement, inner ones after the one that they stand in. */
import type { Block, Statement } from "../syntax/index.ts";

const known = new WeakMap<Block, readonly Statement[]>();

/** Returns the statements of the block in the order written. Linear, once for each block asked for; recursive along nesting only. */
export function allStatements(block: Block): readonly Statement[] {
  let statements = known.get(block);
  if (statements === undefined) {
    const found: Statement[] = [];
    gather(block, found);
    known.set(block, (statements = found));
  }
  return statements;
}

function gather(block: Block, into: Statement[]): void {
  for (const statement of block.statements) {
    into.push(statement);
    switch (statement.kind) {
      case "if":
        gather(statement.then, into);
        if (statement.else !== undefined) gather(statement.else, into);
        break;
      case "match":
        for (const { body } of statement.cases) gather(body, into);
        break;
      case "choose":
        for (const branch of statement.branches) gather(branch, into);
        break;
      case "saga":
        gather(statement.body, into);
        if (statement.else !== undefined) gather(statement.else, into);
        break;
      case "while":
      case "loop":
        gather(statement.body, into);
        break;
      case "communicate":
      case "select":
      case "assign":
      case "local":
      case "assert":
      case "assume":
      case "call":
      case "perform":
      case "abort":
      case "continue":
      case "break":
      case "unsupported":
        break;
      default:
        statement satisfies never;
    }
  }
}
