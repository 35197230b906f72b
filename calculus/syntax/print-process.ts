/** Processes as text, one statement a line, blocks indented by two spaces. */
import { assertNever } from "../assert-never.ts";
import { takeBrace, writeAbove, writeBehind, writeBlockOf } from "./lines.ts";
import type { Name } from "./names.ts";
import { printExpression } from "./print-expression.ts";
import { printPattern, printPlainType, printSource } from "./print-type.ts";
import type { Declaration } from "./program.ts";
import type { ProcessBlock, ProcessStatement, SelectAction, SelectAlternative } from "./protocol.ts";

/** Appends the lines of `process N(x: T) plays A in P { … }`. */
export function writeProcess(lines: string[], declaration: Extract<Declaration, { kind: "process" }>): void {
  const parameters = inParentheses(declaration.parameters.map((parameter) => `${parameter.name.text}: ${printPlainType(parameter.type)}`));
  const protocol = declaration.protocol === undefined ? "" : ` in ${declaration.protocol.text}`;
  writeBlock(lines, "", `process ${declaration.name.text}${parameters} plays ${declaration.role.text}${protocol}`, declaration.body);
}

/** The text of a statement of a process with its comments, without a final line end. */
export function printProcessStatement(statement: ProcessStatement): string {
  const lines: string[] = [];
  writeStatement(lines, "", statement, true);
  return lines.join("\n");
}

function writeBlock(lines: string[], indent: string, head: string, block: ProcessBlock): void {
  writeBlockOf(lines, indent, head, block.statements, block, writeStatement);
}

function writeStatement(lines: string[], indent: string, statement: ProcessStatement, first: boolean): void {
  writeAbove(lines, indent, statement, first);
  writeBare(lines, indent, statement);
  writeBehind(lines, statement);
}

function writeBare(lines: string[], indent: string, statement: ProcessStatement): void {
  const line = (text: string): void => {
    lines.push(`${indent}${text}`);
  };
  switch (statement.kind) {
    case "send":
      line(`${peer(statement.session, statement.to)}!${statement.label.text}${inParentheses(statement.arguments.map(printExpression))};`);
      return;
    case "receive":
      line(`${peer(statement.session, statement.from)}?${statement.label.text}${variables(statement.variables)};`);
      return;
    case "branch":
      writeBlockOf(lines, indent, branchHead(statement), statement.cases, statement, (_, inner, branch, first) => {
        writeAbove(lines, inner, branch, first);
        const sender = branch.from === undefined ? "" : `${branch.from.text}?`;
        writeBlock(lines, inner, `${sender}${branch.label.text}${variables(branch.variables)} =>`, branch.body);
        writeBehind(lines, branch);
      });
      return;
    case "select":
      writeBlockOf(lines, indent, "select", statement.alternatives, statement, (_, inner, alternative, first) => {
        writeAbove(lines, inner, alternative, first);
        writeAlternative(lines, inner, alternative);
        writeBehind(lines, alternative);
      });
      return;
    case "assign":
      line(`${statement.variable.text} := ${printSource(statement.source)};`);
      return;
    case "if":
      writeBlock(lines, indent, `if ${printExpression(statement.condition)}`, statement.then);
      if (statement.else !== undefined) writeElse(lines, indent, statement.else);
      return;
    case "match":
      writeBlockOf(lines, indent, `match ${printExpression(statement.scrutinee)}`, statement.cases, statement, (_, inner, branch, first) => {
        writeAbove(lines, inner, branch, first);
        writeBlock(lines, inner, `${printPattern(branch.pattern)} =>`, branch.body);
        writeBehind(lines, branch);
      });
      return;
    case "choose":
      for (const [index, branch] of statement.branches.entries()) writeBlock(lines, indent, index === 0 ? "choose" : `${takeBrace(lines, indent)} or`, branch);
      return;
    case "while":
      writeBlock(lines, indent, `while ${printExpression(statement.condition)}`, statement.body);
      return;
    case "loop":
      writeBlock(lines, indent, `loop ${statement.name.text}`, statement.body);
      return;
    case "continue":
    case "break":
      line(`${statement.kind} ${statement.loop.text};`);
      return;
    case "call":
      line(`call ${statement.process.text}(${statement.arguments.map(printExpression).join(", ")});`);
      return;
    case "assert":
    case "assume":
      line(`${statement.kind} ${printExpression(statement.condition)};`);
      return;
    case "unsupported":
      line(statement.text);
      return;
    default:
      assertNever(statement);
  }
}

/** `when e: B!l(e) do { x := e; } => { … }`, without what is empty. */
function writeAlternative(lines: string[], indent: string, { guard, action, updates, body }: SelectAlternative): void {
  const when = guard === undefined ? "" : `when ${printExpression(guard)}: `;
  const writes = updates.map(({ variable, expression }) => `${variable.text} := ${printExpression(expression)};`);
  const head = `${when}${selectAction(action)}${writes.length === 0 ? "" : ` do { ${writes.join(" ")} }`}`;
  if (body.statements.length === 0 && body.closing === undefined) lines.push(`${indent}${head}`);
  else writeBlock(lines, indent, `${head} =>`, body);
}

function selectAction(action: SelectAction): string {
  switch (action.kind) {
    case "send":
      return `${action.to.text}!${action.label.text}${inParentheses(action.arguments.map(printExpression))}`;
    case "receive":
      return `${action.from.text}?${action.label.text}${variables(action.variables)}`;
    case "skip":
      return "skip";
    default:
      return assertNever(action);
  }
}

/** A block that is one bare `if` is written `else if`. */
function writeElse(lines: string[], indent: string, block: ProcessBlock): void {
  const [only] = block.statements;
  const bare = only?.kind === "if" && block.statements.length === 1 && only.comments === undefined && only.trailing === undefined;
  if (!bare || block.closing !== undefined) {
    writeBlock(lines, indent, `${takeBrace(lines, indent)} else`, block);
    return;
  }
  writeBlock(lines, indent, `${takeBrace(lines, indent)} else if ${printExpression(only.condition)}`, only.then);
  if (only.else !== undefined) writeElse(lines, indent, only.else);
}

function branchHead({ session, from }: Extract<ProcessStatement, { kind: "branch" }>): string {
  return from === undefined ? "branch" : `branch ${peer(session, from)}`;
}

function peer(session: Name | undefined, role: Name): string {
  return session === undefined ? role.text : `${session.text}.${role.text}`;
}

function variables(names: readonly Name[]): string {
  return inParentheses(names.map((name) => name.text));
}

/** A list in parentheses; nothing for an empty list. */
function inParentheses(texts: readonly string[]): string {
  return texts.length === 0 ? "" : `(${texts.join(", ")})`;
}
