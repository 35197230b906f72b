/** The body of a protocol as a list: every statement, inner ones after the one that they stand in. */
import type { ProtocolBlock, ProtocolStatement } from "../../syntax/index.ts";

/** Returns the statements of the block in the order written. Linear; recursive along nesting only. */
export function allStatements(block: ProtocolBlock): readonly ProtocolStatement[] {
  const found: ProtocolStatement[] = [];
  const gather = (inner: ProtocolBlock): void => {
    for (const statement of inner.statements) {
      found.push(statement);
      for (const part of blocksOf(statement)) gather(part);
    }
  };
  gather(block);
  return found;
}

/** The blocks of a statement, in the order written. */
export function blocksOf(statement: ProtocolStatement): readonly ProtocolBlock[] {
  switch (statement.kind) {
    case "choice":
    case "par":
      return statement.branches;
    case "rec":
      return [statement.body];
    case "message":
    case "continue":
    case "do":
    case "unsupported":
      return [];
    default:
      return statement satisfies never;
  }
}
