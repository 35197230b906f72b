/** Amendment of a file's tree: the selections as statements, first in each branch; for a `while`, first in its body and first after it. */
import { nowhere } from "../diagnostics/index.ts";
import type { Block, Declaration, Name, ParsedFile, Statement } from "../syntax/index.ts";
import { blocksOf, withBlocks } from "./branches.ts";
import type { Insertion, InsertionFor } from "./insertion.ts";

const name = (text: string): Name => ({ text, span: nowhere });

function selection({ decider, roles, labels }: Insertion, branch: number): Statement {
  return { kind: "select", from: name(decider), to: roles.map(name), message: name(labels[branch] ?? ""), span: nowhere };
}

function amendStatement(statement: Statement, insertionFor: InsertionFor): readonly Statement[] {
  const blocks = blocksOf(statement).map((block) => amendBlock(block, insertionFor));
  const insertion = insertionFor(statement);
  if (insertion === undefined) return blocks.length === 0 ? [statement] : [withBlocks(statement, blocks)];
  const all = statement.kind === "if" && blocks.length === 1 ? [...blocks, { statements: [], span: nowhere }] : blocks;
  const told = all.map((block, branch) => ({ ...block, statements: [selection(insertion, branch), ...block.statements] }));
  const amended = withBlocks(statement, told);
  return statement.kind === "while" ? [amended, selection(insertion, 1)] : [amended];
}

function amendBlock(block: Block, insertionFor: InsertionFor): Block {
  return { ...block, statements: block.statements.flatMap((statement) => amendStatement(statement, insertionFor)) };
}

/** The tree with the insertions made. Linear in the tree. */
export function amendTree(file: ParsedFile, insertionFor: InsertionFor): ParsedFile {
  const declarations = file.declarations.map((declaration): Declaration =>
    declaration.kind === "choreography" ? { ...declaration, body: amendBlock(declaration.body, insertionFor) } : declaration,
  );
  return { ...file, declarations };
}
