/** Counts statements, so that a test can say that none was dropped on the way through parser and printer. */
import { assertNever } from "../assert-never.ts";
import type { ParsedFile } from "./program.ts";
import type { LocalBlock, LocalStatement, ProcessBlock, ProcessStatement, ProtocolBlock, ProtocolStatement } from "./protocol.ts";
import type { Block, Statement } from "./statement.ts";
import type { TransactionBlock, TransactionStatement } from "./transaction.ts";

/**
 * The number of statements of all choreographies, transactions, protocols, processes and contexts of a file, those inside other statements included;
 * each assignment of `A { … }`, each member of a system or context, each clause of a fault model, each setting of a runtime and each end of a session counts as one more.
 */
export function countStatements(file: ParsedFile): number {
  let count = 0;
  for (const declaration of file.declarations) {
    if (declaration.kind === "choreography") count += countBlock(declaration.body);
    if (declaration.kind === "transaction") count += countTransaction(declaration.body);
    if (declaration.kind === "runtime") count += declaration.settings.length;
    if (declaration.kind === "protocol") count += countProtocol(declaration.body);
    if (declaration.kind === "process") count += countProcess(declaration.body);
    if (declaration.kind === "system") count += declaration.members.length + total(declaration.sessions, ({ ends }) => 1 + ends.length);
    if (declaration.kind === "faults") count += declaration.clauses.length;
    if (declaration.kind === "context") count += declaration.members.length + total(declaration.members, ({ body }) => countLocal(body));
  }
  return count;
}

function total<Item>(items: readonly Item[], count: (item: Item) => number): number {
  let sum = 0;
  for (const item of items) sum += count(item);
  return sum;
}

function countBlock(block: Block): number {
  return block.statements.length + total(block.statements, countInside);
}

function countInside(statement: Statement): number {
  switch (statement.kind) {
    case "if":
      return countBlock(statement.then) + (statement.else === undefined ? 0 : countBlock(statement.else));
    case "match":
      return total(statement.cases, (branch) => countBlock(branch.body));
    case "choose":
      return total(statement.branches, countBlock);
    case "while":
    case "loop":
      return countBlock(statement.body);
    case "saga":
      return countBlock(statement.body) + (statement.else === undefined ? 0 : countBlock(statement.else));
    case "local":
      return statement.assignments.length;
    case "perform":
    case "abort":
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

function countTransaction(block: TransactionBlock): number {
  return block.statements.length + total(block.statements, countInsideTransaction);
}

function countInsideTransaction(statement: TransactionStatement): number {
  switch (statement.kind) {
    case "if":
      return countTransaction(statement.then) + (statement.else === undefined ? 0 : countTransaction(statement.else));
    case "compensate":
      return countTransaction(statement.body);
    case "key":
    case "reads":
    case "writes":
    case "requires":
    case "assign":
    case "result":
    case "abort":
    case "perform":
      return 0;
    default:
      return assertNever(statement);
  }
}

function countProtocol(block: ProtocolBlock): number {
  return block.statements.length + total(block.statements, countInsideProtocol);
}

function countInsideProtocol(statement: ProtocolStatement): number {
  switch (statement.kind) {
    case "choice":
    case "par":
      return total(statement.branches, countProtocol);
    case "rec":
      return countProtocol(statement.body);
    case "message":
    case "continue":
    case "do":
    case "unsupported":
      return 0;
    default:
      return assertNever(statement);
  }
}

function countLocal(block: LocalBlock): number {
  return block.statements.length + total(block.statements, countInsideLocal);
}

function countInsideLocal(statement: LocalStatement): number {
  switch (statement.kind) {
    case "choice":
      return total(statement.branches, countLocal);
    case "rec":
      return countLocal(statement.body);
    case "send":
    case "receive":
    case "continue":
    case "unsupported":
      return 0;
    default:
      return assertNever(statement);
  }
}

function countProcess(block: ProcessBlock): number {
  return block.statements.length + total(block.statements, countInsideProcess);
}

function countInsideProcess(statement: ProcessStatement): number {
  switch (statement.kind) {
    case "select":
      return total(statement.alternatives, (alternative) => countProcess(alternative.body));
    case "if":
      return countProcess(statement.then) + (statement.else === undefined ? 0 : countProcess(statement.else));
    case "branch":
      return total(statement.cases, (branch) => countProcess(branch.body));
    case "match":
      return total(statement.cases, (branch) => countProcess(branch.body));
    case "choose":
      return total(statement.branches, countProcess);
    case "while":
    case "loop":
      return countProcess(statement.body);
    case "send":
    case "receive":
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
