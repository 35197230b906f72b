/**
 * How a loop is left: by `break`, or by jumps to loops around it. What is written after a loop that is left only by such jumps is never reached
 * (typing refuses statements there), and a role that passes the loop by goes where they go.
 */
import type { Block, Statement } from "../syntax/index.ts";
import { branchesOf } from "./escaping-jumps.ts";

type Loop = Extract<Statement, { kind: "loop" }>;
type Jump = Extract<Statement, { kind: "continue" | "break" }>;

export interface WaysOut {
  /** Whether some `break` leaves it for what is written after it. */
  readonly isBroken: boolean;
  /** The first jump to a loop around it. */
  readonly outer: Jump | undefined;
}

/** The ways out of a loop. Linear in its statements; recursive along nesting only. */
export function waysOut(loop: Loop): WaysOut {
  const jumps = jumpsIn(loop.body, new Set());
  return {
    isBroken: jumps.some((jump) => jump.kind === "break" && jump.loop.text === loop.name.text),
    outer: jumps.find((jump) => jump.loop.text !== loop.name.text),
  };
}

/** The jumps of a block to loops that are not `inside` it. */
function jumpsIn(block: Block, inside: ReadonlySet<string>): readonly Jump[] {
  return block.statements.flatMap((statement): readonly Jump[] => {
    switch (statement.kind) {
      case "continue":
      case "break":
        return inside.has(statement.loop.text) ? [] : [statement];
      case "loop":
        return jumpsIn(statement.body, new Set(inside).add(statement.name.text));
      case "while":
        return jumpsIn(statement.body, inside);
      case "if":
      case "match":
      case "choose":
        return branchesOf(statement).flatMap((branch) => jumpsIn(branch, inside));
      default:
        return [];
    }
  });
}
