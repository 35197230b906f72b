/** Smaller protocols, processes, systems, contexts and fault models: without a statement, with a block in place of the statement around it, or with a smaller block. */
import type { Declaration, LocalBlock, LocalStatement, ProcessBlock, ProcessStatement, ProtocolBlock, ProtocolStatement } from "../../calculus/syntax/index.ts";

/** The candidates for a declaration, those that remove most first; none for a declaration of another kind. */
export function* shrinkProtocolDeclaration(declaration: Declaration): Iterable<Declaration> {
  switch (declaration.kind) {
    case "protocol":
      for (const body of shrinkProtocolBlock(declaration.body)) yield { ...declaration, body };
      return;
    case "process":
      for (const body of shrinkProcessBlock(declaration.body)) yield { ...declaration, body };
      return;
    case "system":
      for (const members of withoutOne(declaration.members)) yield { ...declaration, members };
      for (const sessions of withoutOne(declaration.sessions)) yield { ...declaration, sessions };
      return;
    case "context":
      for (const members of withoutOne(declaration.members)) yield { ...declaration, members };
      for (const [index, member] of declaration.members.entries())
        for (const body of shrinkLocalBlock(member.body)) yield { ...declaration, members: declaration.members.with(index, { ...member, body }) };
      return;
    case "faults":
      for (const clauses of withoutOne(declaration.clauses)) yield { ...declaration, clauses };
      return;
    default:
  }
}

function* shrinkLocalBlock(block: LocalBlock): Iterable<LocalBlock> {
  for (const statements of withoutOne(block.statements)) yield { ...block, statements };
  for (const [index, statement] of block.statements.entries()) {
    const inner = statement.kind === "choice" ? statement.branches : statement.kind === "rec" ? [statement.body] : [];
    for (const { statements } of inner) yield { ...block, statements: block.statements.toSpliced(index, 1, ...statements) };
    for (const smaller of shrinkLocalStatement(statement)) yield { ...block, statements: block.statements.with(index, smaller) };
  }
}

function* shrinkLocalStatement(statement: LocalStatement): Iterable<LocalStatement> {
  if ((statement.kind === "send" || statement.kind === "receive") && statement.payload.length > 0) yield { ...statement, payload: [] };
  if (statement.kind === "rec") for (const body of shrinkLocalBlock(statement.body)) yield { ...statement, body };
  if (statement.kind !== "choice") return;
  for (const [index, branch] of statement.branches.entries())
    for (const smaller of shrinkLocalBlock(branch)) yield { ...statement, branches: statement.branches.with(index, smaller) };
}

function* shrinkProtocolBlock(block: ProtocolBlock): Iterable<ProtocolBlock> {
  for (const statements of withoutOne(block.statements)) yield { ...block, statements };
  for (const [index, statement] of block.statements.entries()) {
    for (const inner of protocolBlocks(statement)) yield { ...block, statements: block.statements.toSpliced(index, 1, ...inner.statements) };
    for (const smaller of shrinkProtocolStatement(statement)) yield { ...block, statements: block.statements.with(index, smaller) };
  }
}

function protocolBlocks(statement: ProtocolStatement): readonly ProtocolBlock[] {
  if (statement.kind === "choice" || statement.kind === "par") return statement.branches;
  return statement.kind === "rec" ? [statement.body] : [];
}

function* shrinkProtocolStatement(statement: ProtocolStatement): Iterable<ProtocolStatement> {
  if (statement.kind === "message" && statement.payload.length > 0) yield { ...statement, payload: [] };
  if (statement.kind === "rec") for (const body of shrinkProtocolBlock(statement.body)) yield { ...statement, body };
  if (statement.kind !== "choice" && statement.kind !== "par") return;
  for (const [index, branch] of statement.branches.entries())
    for (const smaller of shrinkProtocolBlock(branch)) yield { ...statement, branches: statement.branches.with(index, smaller) };
}

function* shrinkProcessBlock(block: ProcessBlock): Iterable<ProcessBlock> {
  for (const statements of withoutOne(block.statements)) yield { ...block, statements };
  for (const [index, statement] of block.statements.entries())
    for (const inner of processBlocks(statement)) yield { ...block, statements: block.statements.toSpliced(index, 1, ...inner.statements) };
}

function processBlocks(statement: ProcessStatement): readonly ProcessBlock[] {
  switch (statement.kind) {
    case "if":
      return statement.else === undefined ? [statement.then] : [statement.then, statement.else];
    case "branch":
      return statement.cases.map(({ body }) => body);
    case "match":
      return statement.cases.map(({ body }) => body);
    case "choose":
      return statement.branches;
    case "select":
      return statement.alternatives.map(({ body }) => body);
    case "while":
    case "loop":
      return [statement.body];
    default:
      return [];
  }
}

function* withoutOne<Item>(items: readonly Item[]): Iterable<readonly Item[]> {
  for (const index of items.keys()) yield items.toSpliced(index, 1);
}
