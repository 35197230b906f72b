/** A transaction as its clauses, and which of them stand where they do not belong (docs/language.md, Transactions). */
import type { Declaration, Expression, Name, TransactionBlock, TransactionStatement } from "../../syntax/index.ts";

export type TransactionDeclaration = Extract<Declaration, { kind: "transaction" }>;

export interface TransactionParts {
  readonly key?: Expression;
  readonly reads?: readonly Name[];
  readonly writes?: readonly Name[];
  readonly requires: readonly Expression[];
  /** Assignments and conditionals. */
  readonly statements: readonly TransactionStatement[];
  readonly result?: Expression;
  readonly compensate?: TransactionBlock;
  /** What does not belong where it stands, of the transaction itself: blocks inside it are not looked into. */
  readonly misplaced: readonly TransactionStatement[];
}

/** The order of the clauses; what has no place is refused. */
const ranks = { key: 0, reads: 1, writes: 1, requires: 2, assign: 3, if: 3, result: 4, compensate: 5 } as const;

const known = new WeakMap<TransactionBlock, TransactionParts>();

/** The clauses of a transaction; of two of a kind that stands once, the first. Linear, once for each. */
export function partsOfTransaction({ body }: TransactionDeclaration): TransactionParts {
  let parts = known.get(body);
  if (parts === undefined) known.set(body, (parts = separate(body)));
  return parts;
}

function separate({ statements }: TransactionBlock): TransactionParts {
  const once: { key?: Expression; reads?: readonly Name[]; writes?: readonly Name[]; result?: Expression; compensate?: TransactionBlock } = {};
  const requires: Expression[] = [];
  const body: TransactionStatement[] = [];
  const misplaced: TransactionStatement[] = [];
  let reached = 0;
  for (const statement of statements) {
    const { kind } = statement;
    const rank = kind === "abort" || kind === "perform" ? -1 : ranks[kind];
    const isAgain = kind in once;
    if (rank < reached || isAgain) misplaced.push(statement);
    reached = Math.max(reached, rank);
    if (isAgain) continue;
    if (kind === "key" || kind === "result") once[kind] = statement.expression;
    else if (kind === "reads" || kind === "writes") once[kind] = statement.fields;
    else if (kind === "compensate") once.compensate = statement.body;
    else if (kind === "requires") requires.push(statement.condition);
    else if (kind === "assign" || kind === "if") body.push(statement);
  }
  return { ...once, requires, statements: body, misplaced };
}

/** Whether a transaction may abort. */
export function isFallible(declaration: TransactionDeclaration): boolean {
  return partsOfTransaction(declaration).requires.length > 0;
}
