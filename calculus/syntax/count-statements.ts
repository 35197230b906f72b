/** Counts statements, so that a test can say that none was dropped on the way through parser and printer. */
import { assertNever } from "../assert-never.ts";
import type { ParsedFile } from "./program.ts";
import type { Block, Statement } from "./statement.ts";

/** The number of statements of all choreographies of a file, those inside other statements included; each assignment of `A { … }` counts as one more. */
export function countStatements(file: ParsedFile): number {
  let count = 0;
  for (const declaration of file.declarations) if (declaration.kind === "choreography") count += countBlock(declaration.body);
  return count;
}

function countBlock(block: Block): number {
  let count = 0;
  for (const statement of block.statements) count += 1 + countInside(statement);
  return count;
}

function countInside(statement: Statement): number {
  switch (statement.kind) {
    case "if":
      return countBlock(statement.then) + (statement.else === undefined ? 0 : countBlock(statement.else));
    case "match":
      return statement.cases.reduce((sum, branch) => sum + countBlock(branch.body), 0);
    case "choose":
      return statement.branches.reduce((sum, branch) => sum + countBlock(branch), 0);
    case "while":
    case "loop":
      return countBlock(statement.body);
    case "local":
      return statement.assignments.length;
    case "communicate":
    case "select":
    case "assign":
    case "continue":
    case "break":
    case "call":
    case "assert":
    case "assume":
    case "unsupported":
      return 0;
    default:
      return assertNever(statement);
  }
}
