/** Constructs that are known and have no counterpart: kept as they are written and refused by name, never approximated. */
import type { ProtocolStatement } from "../../../calculus/syntax/index.ts";
import type { TokenCursor } from "../token-cursor.ts";

/** Takes the rest of a statement that began at `start`: up to its semicolon, or over its blocks (`interruptible { … } with { … }`). */
export function takeUnsupported(cursor: TokenCursor, start: number, construct: string): ProtocolStatement {
  while (!cursor.atEnd() && !cursor.is("}")) {
    if (cursor.accept(";")) break;
    if (!cursor.is("{")) {
      if (cursor.is("(") || cursor.is("[")) cursor.skipBalanced();
      else cursor.advance();
      continue;
    }
    cursor.skipBalanced();
    if (!cursor.is("with") && !cursor.is("and") && !cursor.is("or") && !cursor.is(";")) break;
  }
  const span = cursor.spanFrom(start);
  cursor.report("not-yet-supported", span, `\`${construct}\` is not supported yet`);
  return { kind: "unsupported", construct, text: cursor.written(span), span };
}
