/**
 * The flow of a member of a context: its statements as nodes, linked to what comes next. Nodes are numbered from the end of the text to its beginning, and
 * the end of the member is node 0, so that what follows a statement is linked before the statement is; the contents of a statement have the numbers below it.
 */
import { assertNever } from "../../assert-never.ts";
import type { LocalBlock, LocalStatement } from "../../syntax/index.ts";
import { unchecked } from "../unchecked.ts";

export interface LocalNode {
  /** Absent for the end of the member. */
  readonly statement?: LocalStatement;
  /** What comes behind an action; for all others, where they lead to without one. */
  readonly next: readonly number[];
  /** The lowest number in the statement: its contents are `lowest` to its own number. */
  readonly lowest: number;
}

export interface LocalFlow {
  readonly nodes: readonly LocalNode[];
  /** Where the member begins. */
  readonly first: number;
}

export const endOfMember = 0;

/**
 * Returns the flow of a block. Of two loops of one name the first in the text counts; a jump to a loop that does not exist throws. Linear in the text;
 * recursive along nesting only.
 */
export function localFlow(block: LocalBlock): LocalFlow {
  const nodes: { readonly statement?: LocalStatement; next: readonly number[]; readonly lowest: number }[] = [{ next: [], lowest: endOfMember }];
  const loops = new Map<string, number>();
  const jumps: number[] = [];

  function lay({ statements }: LocalBlock, after: number): number {
    let first = after;
    for (let index = statements.length - 1; index >= 0; index--) {
      const statement = statements[index];
      if (statement === undefined) continue;
      const lowest = nodes.length;
      const next = inside(statement, first);
      first = nodes.push({ statement, next, lowest }) - 1;
      if (statement.kind === "rec") loops.set(statement.variable.text, first);
      if (statement.kind === "continue") jumps.push(first);
    }
    return first;
  }

  function inside(statement: LocalStatement, after: number): readonly number[] {
    switch (statement.kind) {
      case "send":
      case "receive":
      case "unsupported":
        return [after];
      case "choice": {
        const heads: number[] = [];
        for (let index = statement.branches.length - 1; index >= 0; index--) {
          const branch = statement.branches[index];
          if (branch !== undefined) heads.push(lay(branch, after));
        }
        return heads.reverse();
      }
      case "rec":
        return [lay(statement.body, after)];
      case "continue":
        return [];
      default:
        return assertNever(statement);
    }
  }

  const first = lay(block, endOfMember);
  for (const jump of jumps) {
    const node = nodes[jump];
    if (node?.statement?.kind !== "continue") continue;
    const { text } = node.statement.variable;
    node.next = [loops.get(text) ?? unchecked(`no loop ${text}`)];
  }
  return { nodes, first };
}

/** Whether the node is an action: whether its successor comes behind a message. */
export function isAction({ statement }: LocalNode): boolean {
  return statement?.kind === "send" || statement?.kind === "receive";
}
