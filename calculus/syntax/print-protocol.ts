/** Protocols as text, one statement a line, blocks indented by two spaces. */
import { assertNever } from "../assert-never.ts";
import type { Expression } from "./expression.ts";
import { takeBrace, writeAbove, writeBehind, writeBlockOf } from "./lines.ts";
import { printExpression } from "./print-expression.ts";
import { printPlainType } from "./print-type.ts";
import type { Declaration } from "./program.ts";
import type { LoopVariable, PayloadItem, ProtocolBlock, ProtocolStatement } from "./protocol.ts";

/** Appends the lines of `protocol P(A, B) { … }`. */
export function writeProtocol(lines: string[], declaration: Extract<Declaration, { kind: "protocol" }>): void {
  writeBlock(lines, "", `protocol ${declaration.name.text}(${declaration.roles.map((role) => role.text).join(", ")})`, declaration.body);
}

/** The text of a statement of a protocol with its comments, without a final line end. */
export function printProtocolStatement(statement: ProtocolStatement): string {
  const lines: string[] = [];
  writeStatement(lines, "", statement, true);
  return lines.join("\n");
}

function writeBlock(lines: string[], indent: string, head: string, block: ProtocolBlock): void {
  writeBlockOf(lines, indent, head, block.statements, block, writeStatement);
}

function writeStatement(lines: string[], indent: string, statement: ProtocolStatement, first: boolean): void {
  writeAbove(lines, indent, statement, first);
  writeBare(lines, indent, statement);
  writeBehind(lines, statement);
}

function writeBare(lines: string[], indent: string, statement: ProtocolStatement): void {
  switch (statement.kind) {
    case "message": {
      const to = statement.to.map((role) => role.text).join(", ");
      lines.push(`${indent}${statement.from.text} -> ${to} : ${statement.label.text}${printPayload(statement.payload)};`);
      return;
    }
    case "choice":
      writeBranches(lines, indent, `choice at ${statement.at.text}`, "or", statement.branches);
      return;
    case "par":
      writeBranches(lines, indent, "par", "and", statement.branches);
      return;
    case "rec":
      writeBlock(lines, indent, `rec ${statement.variable.text}${printLoopVariables(statement.variables ?? [])}`, statement.body);
      return;
    case "continue":
      lines.push(`${indent}continue ${statement.variable.text}${printValues(statement.values ?? [])};`);
      return;
    case "do":
      lines.push(`${indent}do ${statement.protocol.text}(${statement.roles.map((role) => role.text).join(", ")});`);
      return;
    case "unsupported":
      lines.push(`${indent}${statement.text}`);
      return;
    default:
      assertNever(statement);
  }
}

function writeBranches(lines: string[], indent: string, head: string, between: string, branches: readonly ProtocolBlock[]): void {
  for (const [index, branch] of branches.entries()) writeBlock(lines, indent, index === 0 ? head : `${takeBrace(lines, indent)} ${between}`, branch);
}

function printLoopVariables(variables: readonly LoopVariable[]): string {
  if (variables.length === 0) return "";
  return `(${variables.map(({ name, type, initial }) => `${name.text}: ${printPlainType(type)} = ${printExpression(initial)}`).join(", ")})`;
}

function printValues(values: readonly Expression[]): string {
  return values.length === 0 ? "" : `(${values.map(printExpression).join(", ")})`;
}

/** The text of a payload in parentheses; nothing for an empty one. */
export function printPayload(payload: readonly PayloadItem[]): string {
  return payload.length === 0 ? "" : `(${payload.map(printPayloadItem).join(", ")})`;
}

/** The text of an item of a payload: `int`, `x: T`, `Q@C`, `s: Q@C`. */
export function printPayloadItem(item: PayloadItem): string {
  const name = item.name === undefined ? "" : `${item.name.text}: `;
  return `${name}${item.sort.kind === "value" ? printPlainType(item.sort.type) : `${item.sort.protocol.text}@${item.sort.role.text}`}`;
}
