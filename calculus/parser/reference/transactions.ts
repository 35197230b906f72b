/** Builds transactions and runtimes from concrete syntax. */
import { error } from "../../diagnostics/index.ts";
import type { Declaration, Name, RuntimeSetting, TransactionBlock, TransactionStatement } from "../../syntax/index.ts";
import { elements, option, part, type Concrete } from "./concrete.ts";
import { buildExpression, buildList } from "./expressions.ts";
import { nameOf, spanOf, type Source } from "./source.ts";
import { buildSource, buildType } from "./types.ts";

export function buildTransaction(source: Source, node: Concrete): Declaration {
  const result = option(node, 8);
  return {
    kind: "transaction",
    classes: part(node, 0).parts.map((word) => nameOf(source, word)),
    name: nameOf(source, part(node, 2)),
    parameters: elements(part(node, 4)).map((parameter) => ({ name: nameOf(source, part(parameter, 0)), type: buildType(source, part(parameter, 2)) })),
    role: nameOf(source, part(node, 7)),
    ...(result === undefined ? {} : { result: buildType(source, part(result, 1)) }),
    body: buildBlock(source, part(node, 9)),
    span: spanOf(source, node),
  };
}

function buildBlock(source: Source, node: Concrete): TransactionBlock {
  return { statements: part(node, 1).parts.map((statement) => buildStatement(source, part(statement, 0))), span: spanOf(source, node) };
}

function buildStatement(source: Source, node: Concrete): TransactionStatement {
  const span = spanOf(source, node);
  const name = (index: number): Name => nameOf(source, part(node, index));
  switch (node.rule) {
    case "TransactionStatement_elsewhere":
      return { kind: "assign", role: name(0), variable: name(2), source: buildSource(source, part(node, 4)), span };
    case "TransactionStatement_assign":
      return { kind: "assign", variable: name(0), source: buildSource(source, part(node, 2)), span };
    case "TransactionIf":
      return buildIf(source, node, 0);
    case "TransactionStatement_requires":
      return { kind: "requires", condition: buildExpression(source, part(node, 1)), span };
    case "TransactionStatement_key":
      return { kind: "key", expression: buildExpression(source, part(node, 1)), span };
    case "TransactionStatement_result":
      return { kind: "result", expression: buildExpression(source, part(node, 1)), span };
    case "TransactionStatement_reads":
      return { kind: "reads", fields: elements(part(node, 1)).map((field) => nameOf(source, field)), span };
    case "TransactionStatement_writes":
      return { kind: "writes", fields: elements(part(node, 1)).map((field) => nameOf(source, field)), span };
    case "TransactionStatement_compensate":
      return { kind: "compensate", body: buildBlock(source, part(node, 1)), span };
    case "TransactionStatement_abort":
      return { kind: "abort", span };
    case "TransactionStatement_perform":
      return { kind: "perform", transaction: name(1), arguments: buildList(source, part(node, 3)), span };
    default:
      throw new Error(`rule ${node.rule} builds no statement of a transaction`);
  }
}

function buildIf(source: Source, node: Concrete, chained: number): TransactionStatement {
  if (chained > source.limits.nesting) source.diagnostics.push(error("nesting-too-deep", spanOf(source, node), "too many `else if` follow each other"));
  const condition = buildExpression(source, part(node, 1));
  const then = buildBlock(source, part(node, 2));
  const otherwise = option(node, 4);
  const span = spanOf(source, node);
  if (otherwise === undefined) return { kind: "if", condition, then, span };
  if (otherwise.rule === "TransactionBlock") return { kind: "if", condition, then, else: buildBlock(source, otherwise), span };
  const inner = buildIf(source, otherwise, chained + 1);
  return { kind: "if", condition, then, else: { statements: [inner], span: inner.span }, span };
}

export function buildRuntime(source: Source, node: Concrete): Declaration {
  const preset = option(node, 2);
  const body = part(part(node, 3), 0);
  return {
    kind: "runtime",
    ...(preset === undefined ? {} : { preset: nameOf(source, preset) }),
    settings: body.rule === "RuntimeBody_settings" ? part(body, 1).parts.map((setting) => buildSetting(source, setting)) : [],
    span: spanOf(source, node),
  };
}

function buildSetting(source: Source, node: Concrete): RuntimeSetting {
  return { name: nameOf(source, part(node, 0)), value: nameOf(source, part(node, 1)), span: spanOf(source, node) };
}
