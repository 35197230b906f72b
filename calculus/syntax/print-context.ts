/** Contexts as text, one statement a line, blocks indented by two spaces. */
import { assertNever } from "../assert-never.ts";
import { takeBrace, writeAbove, writeBehind, writeBlockOf } from "./lines.ts";
import { printPayload } from "./print-protocol.ts";
import type { Declaration } from "./program.ts";
import type { ContextMember, LocalBlock, LocalStatement } from "./protocol.ts";

/** Appends the lines of `context C { A { … } B { … } }`. */
export function writeContext(lines: string[], declaration: Extract<Declaration, { kind: "context" }>): void {
  writeBlockOf(lines, "", `context ${declaration.name.text}`, declaration.members, declaration, writeMember);
}

function writeMember(lines: string[], indent: string, member: ContextMember, first: boolean): void {
  writeAbove(lines, indent, member, first);
  writeBlock(lines, indent, member.role.text, member.body);
  writeBehind(lines, member);
}

function writeBlock(lines: string[], indent: string, head: string, block: LocalBlock): void {
  writeBlockOf(lines, indent, head, block.statements, block, writeStatement);
}

function writeStatement(lines: string[], indent: string, statement: LocalStatement, first: boolean): void {
  writeAbove(lines, indent, statement, first);
  writeBare(lines, indent, statement);
  writeBehind(lines, statement);
}

function writeBare(lines: string[], indent: string, statement: LocalStatement): void {
  switch (statement.kind) {
    case "send":
    case "receive":
      lines.push(`${indent}${statement.peer.text}${statement.kind === "send" ? "!" : "?"}${statement.label.text}${printPayload(statement.payload)};`);
      return;
    case "choice":
      for (const [index, branch] of statement.branches.entries()) writeBlock(lines, indent, index === 0 ? "choice" : `${takeBrace(lines, indent)} or`, branch);
      return;
    case "rec":
      writeBlock(lines, indent, `rec ${statement.variable.text}`, statement.body);
      return;
    case "continue":
      lines.push(`${indent}continue ${statement.variable.text};`);
      return;
    case "unsupported":
      lines.push(`${indent}${statement.text}`);
      return;
    default:
      assertNever(statement);
  }
}
