/**
 * Calls in which the caller invites nobody: it opens a session with fresh roles alone, and the session that it stands in shows nothing of that. Such a call is left
 * out where it stands beside a message of its block. Elsewhere a branch or a round of a loop might be left without any message, and it is refused.
 */
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { ProtocolStatement } from "../../../calculus/syntax/index.ts";
import type { TokenCursor } from "../token-cursor.ts";

export interface IdleCalls {
  /** Takes the next statement of the block: what it became, which is nothing for such a call, and where it stands. */
  readonly next: (became: readonly ProtocolStatement[], span: Span) => void;
  readonly end: () => void;
}

/** Watches over the statements of a block. In the body of a protocol nothing needs to follow such a call. */
export function idleCalls(cursor: TokenCursor, isBody: boolean): IdleCalls {
  let hasMessage = false;
  let waiting: Span[] = [];

  function refuse(): void {
    for (const span of waiting) {
      cursor.report("not-yet-supported", span, "a call that invites no other role is not supported here yet", {
        notes: ["it stands behind or right before a message of the same block, so that no branch and no round of a loop is without one"],
      });
    }
    waiting = [];
  }

  return {
    next: (became, span) => {
      if (became.length === 0) {
        if (!hasMessage) waiting.push(span);
      } else if (became[0]?.kind === "message") {
        hasMessage = true;
        waiting = [];
      } else refuse();
    },
    end: () => {
      if (!isBody) refuse();
    },
  };
}
