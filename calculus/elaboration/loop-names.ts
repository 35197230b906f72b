/** Names of loops in the calculus, unique within a procedure. `#` cannot be written in a name, so a made name never meets a user's. */
import type { Block, Statement } from "../syntax/index.ts";
import { branchesOf } from "./escaping-jumps.ts";

/**
 * Returns the name of every `loop` and `while` of a procedure's body, numbered in reading order: `loop L` is L the first time, then L#2, L#3, …;
 * a `while` writes no name and is while#1, while#2, …
 */
export function loopNames(body: Block): ReadonlyMap<Statement, string> {
  const names = new Map<Statement, string>();
  const uses = new Map<string, number>();
  const next = (written: string): number => {
    const count = (uses.get(written) ?? 0) + 1;
    uses.set(written, count);
    return count;
  };
  const visit = (block: Block): void => {
    for (const statement of block.statements) {
      if (statement.kind === "loop") {
        const count = next(statement.name.text);
        names.set(statement, count === 1 ? statement.name.text : `${statement.name.text}#${String(count)}`);
        visit(statement.body);
      } else if (statement.kind === "while") {
        names.set(statement, `while#${String(next("while#"))}`);
        visit(statement.body);
      } else if (statement.kind === "if" || statement.kind === "match" || statement.kind === "choose") {
        branchesOf(statement).forEach(visit);
      }
    }
  };
  visit(body);
  return names;
}
