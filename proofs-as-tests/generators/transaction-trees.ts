/** Random syntax trees of transactions, sagas, journaled values, runtimes and the faults that they know, without regard to scopes or order. */
import type fc from "fast-check";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type {
  Block,
  Declaration,
  FaultClauseSyntax,
  Name,
  ParsedFile,
  Source,
  Statement,
  TransactionBlock,
  TransactionStatement,
} from "../../calculus/syntax/index.ts";
import { structured, type Chance } from "./chance.ts";
import { statement } from "./files.ts";
import { shrinkFile } from "./shrink-file.ts";
import { block, file, name } from "./syntax.ts";
import { comments, expression, list, low, role, source, type } from "./tree-parts.ts";

const span = nowhere;

/** Words of transactions that are names in other places. */
const contextual = ["key", "reads", "writes", "result", "compensate", "abort", "perform", "journal", "transaction", "runtime", "pure", "raw"];

function anyLow(chance: Chance): Name {
  return name(chance.percent(25) ? chance.pick(contextual) : low(chance));
}

/** Syntax trees of files about transactions. */
export function transactionFiles(): fc.Arbitrary<ParsedFile> {
  return structured((chance) => file(list(chance, 1, 4, () => declaration(chance))), shrinkFile);
}

function declaration(chance: Chance): Declaration {
  const common = { span, ...comments(chance) };
  return chance.weighted<() => Declaration>([
    [4, () => ({ ...common, ...transaction(chance) })],
    [4, () => ({ ...common, kind: "choreography", name: name("main"), roles: [{ name: name("A") }], parameters: [], body: body(chance, 3) })],
    [1, () => ({ ...common, ...runtime(chance) })],
    [1, () => ({ ...common, kind: "faults", name: name("F"), clauses: list(chance, 0, 3, () => clause(chance)) })],
  ])();
}

function transaction(chance: Chance): Extract<Declaration, { kind: "transaction" }> {
  return {
    kind: "transaction",
    classes: list(chance, 0, 2, () => name(chance.pick(["pure", "journaled", "idempotent", "raw", "compensatable", "irrevocable"]))),
    name: anyLow(chance),
    parameters: list(chance, 0, 2, () => ({ name: anyLow(chance), type: type(chance, 1) })),
    role: name(role(chance)),
    ...(chance.percent(40) ? { result: type(chance, 1) } : {}),
    body: transactionBody(chance, 3),
    span,
  };
}

function transactionBody(chance: Chance, depth: number): TransactionBlock {
  return { statements: list(chance, 0, 3, () => transactionStatement(chance, depth - 1)), span };
}

function transactionStatement(chance: Chance, depth: number): TransactionStatement {
  const common = { span, ...comments(chance) };
  const simple = chance.weighted<() => TransactionStatement>([
    [4, () => ({ ...common, kind: "assign", ...(chance.percent(15) ? { role: anyLow(chance) } : {}), variable: anyLow(chance), source: source(chance) })],
    [2, () => ({ ...common, kind: "requires", condition: expression(chance, 2) })],
    [1, () => ({ ...common, kind: chance.pick(["key", "result"]), expression: expression(chance, 2) })],
    [1, () => ({ ...common, kind: chance.pick(["reads", "writes"]), fields: list(chance, 1, 3, () => anyLow(chance)) })],
    [1, () => ({ ...common, kind: "abort" })],
    [1, () => ({ ...common, kind: "perform", transaction: anyLow(chance), arguments: list(chance, 0, 2, () => expression(chance, 1)) })],
  ]);
  if (depth <= 0) return simple();
  return chance.weighted<() => TransactionStatement>([
    [5, simple],
    [
      2,
      () => ({
        ...common,
        kind: "if",
        condition: expression(chance, 2),
        then: transactionBody(chance, depth),
        ...(chance.percent(60) ? { else: transactionBody(chance, depth) } : {}),
      }),
    ],
    [1, () => ({ ...common, kind: "compensate", body: transactionBody(chance, depth) })],
  ])();
}

function body(chance: Chance, depth: number): Block {
  return block(list(chance, 0, 3, () => sagaStatement(chance, depth - 1)));
}

function sagaStatement(chance: Chance, depth: number): Statement {
  const common = { span, ...(chance.percent(6) ? { label: name("here") } : {}), ...comments(chance) };
  const at = { role: name(role(chance)) };
  const simple = chance.weighted<() => Statement>([
    [3, () => ({ ...common, kind: "assign", ...at, variable: anyLow(chance), source: assigned(chance) })],
    [1, () => ({ ...common, kind: "local", ...at, assignments: list(chance, 1, 2, () => ({ variable: anyLow(chance), source: assigned(chance), span })) })],
    [
      3,
      () => ({
        ...common,
        kind: "perform",
        ...at,
        ...(chance.percent(50) ? { variable: anyLow(chance) } : {}),
        transaction: anyLow(chance),
        arguments: list(chance, 0, 2, () => expression(chance, 1)),
      }),
    ],
    [1, () => ({ ...common, kind: "abort", ...at })],
    [2, () => statement(chance, 0)],
  ]);
  if (depth <= 0) return simple();
  return chance.weighted<() => Statement>([
    [4, simple],
    [3, () => ({ ...common, kind: "saga", body: body(chance, depth), ...(chance.percent(60) ? { else: body(chance, depth) } : {}) })],
    [1, () => ({ ...common, kind: "loop", name: name("L"), body: body(chance, depth) })],
  ])();
}

function assigned(chance: Chance): Source {
  return chance.percent(50) ? source(chance) : { kind: "journal", source: source(chance), span };
}

function runtime(chance: Chance): Extract<Declaration, { kind: "runtime" }> {
  const setting = () => ({
    name: name(chance.pick(["journal", "abort-check", "sessions"])),
    value: name(chance.pick(["on", "single-flight", "2"])),
    span,
    ...comments(chance),
  });
  return { kind: "runtime", ...(chance.percent(50) ? { preset: name("as-implemented") } : {}), settings: list(chance, 0, 3, setting), span };
}

function clause(chance: Chance): FaultClauseSyntax {
  const common = { span, ...comments(chance), ...(chance.percent(60) ? { atMost: chance.between(0, 12) } : {}) };
  const roles = list(chance, 0, 2, () => name(role(chance)));
  return chance.weighted<() => FaultClauseSyntax>([
    [2, () => ({ ...common, kind: "crash", roles, permanently: chance.percent(40) })],
    [2, () => ({ ...common, kind: "exception", roles })],
    [1, () => ({ ...common, kind: "restart-broker" })],
    [1, () => ({ ...common, kind: "delay", ...(chance.percent(50) ? { between: { from: name("A"), to: name("B") } } : {}) })],
    [1, () => ({ ...common, kind: "partition", from: name("A"), to: name(role(chance)) })],
  ])();
}
