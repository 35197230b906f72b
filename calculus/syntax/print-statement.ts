/** Statements as text, one a line, blocks indented by two spaces. */
import { assertNever } from "../assert-never.ts";
import { takeBrace, writeAbove, writeBehind, writeBlockOf, writeBraced } from "./lines.ts";
import { printExpression, printLocated } from "./print-expression.ts";
import { printPattern, printSource } from "./print-type.ts";
import type { Expression } from "./expression.ts";
import type { Name } from "./names.ts";
import type { Block, Statement } from "./statement.ts";

/** The text of a statement with its comments, without a final line end. */
export function printStatement(statement: Statement): string {
  const lines: string[] = [];
  writeStatement(lines, "", statement, true);
  return lines.join("\n");
}

/** Appends the lines of a statement and its comments. */
function writeStatement(lines: string[], indent: string, statement: Statement, first: boolean): void {
  writeAbove(lines, indent, statement, first);
  writeBare(lines, indent, statement.label === undefined ? "" : `'${statement.label.text}: `, statement);
  writeBehind(lines, statement);
}

/** Appends `head { … }`. */
export function writeBlock(lines: string[], indent: string, head: string, block: Block): void {
  writeBlockOf(lines, indent, head, block.statements, block, writeStatement);
}

function writeBare(lines: string[], indent: string, label: string, statement: Statement): void {
  const line = (text: string): void => {
    lines.push(`${indent}${label}${text}`);
  };
  switch (statement.kind) {
    case "communicate":
      line(
        `${statement.from.text}.${printTuple(statement.expressions)} -> ${statement.to.text}.${printVariables(statement.variables)}${printMessage(statement.message)};`,
      );
      return;
    case "select":
      line(`${statement.from.text} -> ${statement.to.map((role) => role.text).join(", ")}${printMessage(statement.message)};`);
      return;
    case "assign":
      line(`${statement.role.text}.${statement.variable.text} := ${printSource(statement.source)};`);
      return;
    case "local":
      writeBraced(
        lines,
        indent,
        `${label}${statement.role.text}`,
        statement.assignments,
        statement,
        (assignment) => `${assignment.variable.text} := ${printSource(assignment.source)}`,
        ";",
      );
      return;
    case "if":
      writeBlock(lines, indent, `${label}if ${statement.role.text}.${printLocated(statement.condition)}`, statement.then);
      if (statement.else !== undefined) writeElse(lines, indent, statement.else);
      return;
    case "match":
      writeMatch(lines, indent, label, statement);
      return;
    case "choose":
      for (const [index, branch] of statement.branches.entries()) {
        if (index === 0) writeBlock(lines, indent, `${label}choose ${statement.role.text}`, branch);
        else continueBlock(lines, indent, "or", branch);
      }
      return;
    case "while":
      writeBlock(lines, indent, `${label}while ${statement.role.text}.${printLocated(statement.condition)}`, statement.body);
      return;
    case "loop":
      writeBlock(lines, indent, `${label}loop ${statement.name.text}`, statement.body);
      return;
    case "continue":
    case "break":
      line(`${statement.kind} ${statement.loop.text};`);
      return;
    case "call": {
      const roles = statement.roles.map((role) => role.text).join(", ");
      const values = statement.arguments.map(printExpression).join(", ");
      line(`call ${statement.choreography.text}(${roles}${values === "" ? "" : `; ${values}`});`);
      return;
    }
    case "perform": {
      const performed = `${statement.transaction.text}(${statement.arguments.map(printExpression).join(", ")})`;
      const { role, variable } = statement;
      line(variable === undefined ? `perform ${role.text}.${performed};` : `${role.text}.${variable.text} := perform ${performed};`);
      return;
    }
    case "saga":
      writeBlock(lines, indent, `${label}saga`, statement.body);
      if (statement.else !== undefined) continueBlock(lines, indent, "else", statement.else);
      return;
    case "abort":
      line(`abort ${statement.role.text};`);
      return;
    case "assert":
    case "assume":
      line(`${statement.kind} ${statement.role.text}.${printLocated(statement.condition)};`);
      return;
    case "unsupported":
      line(statement.text);
      return;
    default:
      assertNever(statement);
  }
}

function writeMatch(lines: string[], indent: string, label: string, statement: Extract<Statement, { kind: "match" }>): void {
  const head = `${label}match ${statement.role.text}.${printLocated(statement.scrutinee)}`;
  writeBlockOf(lines, indent, head, statement.cases, statement, (_, inner, branch, first) => {
    writeAbove(lines, inner, branch, first);
    writeBlock(lines, inner, `${printPattern(branch.pattern)} =>`, branch.body);
    writeBehind(lines, branch);
  });
}

/** A block that is one bare `if` is written `else if`. */
function writeElse(lines: string[], indent: string, block: Block): void {
  const [only] = block.statements;
  const bare = only?.kind === "if" && block.statements.length === 1 && only.label === undefined && only.comments === undefined && only.trailing === undefined;
  if (!bare || block.closing !== undefined) {
    continueBlock(lines, indent, "else", block);
    return;
  }
  continueBlock(lines, indent, `else if ${only.role.text}.${printLocated(only.condition)}`, only.then);
  if (only.else !== undefined) writeElse(lines, indent, only.else);
}

/** Writes a block whose head follows the brace written last on the same line. */
function continueBlock(lines: string[], indent: string, head: string, block: Block): void {
  writeBlock(lines, indent, `${takeBrace(lines, indent)} ${head}`, block);
}

function printTuple(expressions: readonly Expression[]): string {
  const [first] = expressions;
  return first !== undefined && expressions.length === 1 ? printLocated(first) : `(${expressions.map(printExpression).join(", ")})`;
}

function printVariables(variables: readonly Name[]): string {
  const texts = variables.map((variable) => variable.text).join(", ");
  return variables.length === 1 ? texts : `(${texts})`;
}

function printMessage(message: Name | undefined): string {
  return message === undefined ? "" : ` : ${message.text}`;
}
