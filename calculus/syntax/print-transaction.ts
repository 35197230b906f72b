/** Transactions and runtimes as text. */
import { assertNever } from "../assert-never.ts";
import { takeBrace, writeAbove, writeBehind, writeBlockOf, writeBraced } from "./lines.ts";
import { printExpression } from "./print-expression.ts";
import { printPlainType, printSource } from "./print-type.ts";
import type { Declaration } from "./program.ts";
import type { RuntimeSetting, TransactionBlock, TransactionStatement } from "./transaction.ts";

/** Appends the lines of `transaction t(x: T) at A : U { … }`. */
export function writeTransaction(lines: string[], declaration: Extract<Declaration, { kind: "transaction" }>): void {
  const { classes, name, parameters, role, result, body } = declaration;
  const words = [...classes.map(({ text }) => text), "transaction"].join(" ");
  const values = parameters.map((parameter) => `${parameter.name.text}: ${printPlainType(parameter.type)}`).join(", ");
  writeBlock(lines, "", `${words} ${name.text}(${values}) at ${role.text}${result === undefined ? "" : ` : ${printPlainType(result)}`}`, body);
}

/** Appends the lines of `runtime replay …`. */
export function writeRuntime(lines: string[], declaration: Extract<Declaration, { kind: "runtime" }>): void {
  const head = `runtime replay${declaration.preset === undefined ? "" : ` ${declaration.preset.text}`}`;
  if (declaration.settings.length === 0 && declaration.closing === undefined) lines.push(`${head};`);
  else writeBraced(lines, "", head, declaration.settings, declaration, printSetting, ";");
}

function printSetting({ name, value }: RuntimeSetting): string {
  return `${name.text} ${value.text}`;
}

function writeBlock(lines: string[], indent: string, head: string, block: TransactionBlock): void {
  writeBlockOf(lines, indent, head, block.statements, block, writeStatement);
}

function writeStatement(lines: string[], indent: string, statement: TransactionStatement, first: boolean): void {
  writeAbove(lines, indent, statement, first);
  writeBare(lines, indent, statement);
  writeBehind(lines, statement);
}

function writeBare(lines: string[], indent: string, statement: TransactionStatement): void {
  switch (statement.kind) {
    case "key":
    case "result":
      lines.push(`${indent}${statement.kind} ${printExpression(statement.expression)};`);
      return;
    case "reads":
    case "writes":
      lines.push(`${indent}${statement.kind} ${statement.fields.map(({ text }) => text).join(", ")};`);
      return;
    case "requires":
      lines.push(`${indent}requires ${printExpression(statement.condition)} else abort;`);
      return;
    case "assign":
      lines.push(`${indent}${statement.role === undefined ? "" : `${statement.role.text}.`}${statement.variable.text} := ${printSource(statement.source)};`);
      return;
    case "if":
      writeBlock(lines, indent, `if ${printExpression(statement.condition)}`, statement.then);
      if (statement.else !== undefined) writeElse(lines, indent, statement.else);
      return;
    case "compensate":
      writeBlock(lines, indent, "compensate", statement.body);
      return;
    case "abort":
      lines.push(`${indent}abort;`);
      return;
    case "perform":
      lines.push(`${indent}perform ${statement.transaction.text}(${statement.arguments.map(printExpression).join(", ")});`);
      return;
    default:
      assertNever(statement);
  }
}

/** A block that is one bare `if` is written `else if`. */
function writeElse(lines: string[], indent: string, block: TransactionBlock): void {
  const [only] = block.statements;
  const bare = only?.kind === "if" && block.statements.length === 1 && only.comments === undefined && only.trailing === undefined;
  if (!bare || block.closing !== undefined) {
    writeBlock(lines, indent, `${takeBrace(lines, indent)} else`, block);
    return;
  }
  writeBlock(lines, indent, `${takeBrace(lines, indent)} else if ${printExpression(only.condition)}`, only.then);
  if (only.else !== undefined) writeElse(lines, indent, only.else);
}
