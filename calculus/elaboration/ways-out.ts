/**
 * How a loop is left: by `break`, or by jumps to loops around it. What is written after a loop that is left only by such jumps is never reached
 * (typing refuses statements there), and a role that passes the loop by goes where they go.
 */
import type { Block, Statement } from "../syntax/index.ts";
import { branchesOf } from "./escaping-jumps.ts";

type Jump = Extract<Statement, { kind: "continue" | "break" }>;

export interface WaysOut {
  /** Whether some `break` leaves it for what is written after it. */
  readonly isBroken: boolean;
  /** The first jump to a loop around it. */
  readonly outer: Jump | undefined;
}

interface OpenLoop {
  readonly name: string;
  isBroken: boolean;
  outer: Jump | undefined;
}

const known = new WeakMap<Block, ReadonlyMap<Statement, WaysOut>>();

/** The ways out of each `loop` of a choreography's body. Linear in its statements, once for each body; recursive along nesting only. */
export function waysOut(body: Block): ReadonlyMap<Statement, WaysOut> {
  const before = known.get(body);
  if (before !== undefined) return before;
  const found = new Map<Statement, WaysOut>();
  gather(body, [], found);
  known.set(body, found);
  return found;
}

/** `loops` are the named loops around the block, outermost first; a `while` is left by its condition, whatever jumps there are. */
function gather(block: Block, loops: readonly OpenLoop[], found: Map<Statement, WaysOut>): void {
  for (const statement of block.statements) {
    switch (statement.kind) {
      case "continue":
      case "break": {
        const target = loops.findLastIndex((loop) => loop.name === statement.loop.text);
        if (target < 0) break;
        for (const passed of loops.slice(target + 1)) passed.outer ??= statement;
        const loop = loops[target];
        if (loop !== undefined && statement.kind === "break") loop.isBroken = true;
        break;
      }
      case "loop": {
        const loop: OpenLoop = { name: statement.name.text, isBroken: false, outer: undefined };
        found.set(statement, loop);
        gather(statement.body, [...loops, loop], found);
        break;
      }
      case "while":
        gather(statement.body, loops, found);
        break;
      case "if":
      case "match":
      case "choose":
        for (const branch of branchesOf(statement)) gather(branch, loops, found);
        break;
      case "saga":
        gather(statement.body, loops, found);
        if (statement.else !== undefined) gather(statement.else, loops, found);
        break;
      default:
        break;
    }
  }
}
