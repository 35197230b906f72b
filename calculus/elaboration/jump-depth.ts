/**
 * How deep conditionals with jumps nest after elaboration: what follows such a conditional stands inside its branches (docs/semantics.md §1), so
 * one after another they nest like written blocks, and the same limit holds.
 */
import type { Diagnostic, Limits } from "../diagnostics/index.ts";
import { error } from "../diagnostics/index.ts";
import type { Block, ParsedFile, Statement } from "../syntax/index.ts";
import { branchesOf, escapingConditionals } from "./escaping-jumps.ts";

/** `nesting-too-deep` at the first conditional of each choreography that exceeds the limit. Linear in the statements. */
export function checkJumpDepth(files: readonly ParsedFile[], limits: Limits): readonly Diagnostic[] {
  return files.flatMap(({ declarations }) =>
    declarations.flatMap((declaration) => {
      if (declaration.kind !== "choreography") return [];
      const tooDeep = firstBelow(declaration.body, 0, limits.nesting, escapingConditionals(declaration.body));
      if (tooDeep === undefined) return [];
      const message = `more than ${String(limits.nesting)} conditionals with \`continue\` or \`break\` follow each other before this one`;
      return [error("nesting-too-deep", tooDeep.span, message, { notes: ["each is nested in the one before: what follows it belongs to its branches"] })];
    }),
  );
}

function firstBelow(block: Block, above: number, limit: number, escaping: ReadonlySet<Statement>): Statement | undefined {
  let depth = above;
  for (const statement of block.statements) {
    if (escaping.has(statement)) depth++;
    if (depth > limit) return statement;
    for (const inner of blocksOf(statement)) {
      const found = firstBelow(inner, depth, limit, escaping);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function blocksOf(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case "if":
    case "match":
    case "choose":
      return branchesOf(statement);
    case "while":
    case "loop":
      return [statement.body];
    default:
      return [];
  }
}
