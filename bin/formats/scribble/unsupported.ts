/** Constructs that are known and have no counterpart: kept as they are written and refused by name, never approximated. */
import type { ProtocolStatement } from "../../../calculus/syntax/index.ts";
import type { TokenCursor } from "../token-cursor.ts";

const connection = "roles are part of a session from its start to its end here: that a role nobody connects to need not begin has no counterpart";

/** Why, as far as the name of a construct does not say it (Hu and Yoshida, FASE 2017; Scribble language reference 0.3). */
const reasons: ReadonlyMap<string, string> = new Map([
  ["connect", connection],
  ["accept", connection],
  ["disconnect", connection],
  ["wrap", "it secures a connection of two roles, which is not a message of the protocol"],
  ["interruptible", "an interrupt may come at any time within the block, also while messages of the block are on their way"],
]);

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
  const reason = reasons.get(construct);
  cursor.report("not-yet-supported", span, `\`${construct}\` is not supported yet`, reason === undefined ? {} : { notes: [reason] });
  return { kind: "unsupported", construct, text: cursor.written(span), span };
}
