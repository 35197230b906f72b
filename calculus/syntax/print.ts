/** A file as text: what `fmt` writes. Parsing the text gives the tree again (spans aside), and printing that tree the same text. */
import { assertNever } from "../assert-never.ts";
import { writeAbove, writeBehind, writeBraced, writeClosing } from "./lines.ts";
import { writeContext } from "./print-context.ts";
import { printExpression } from "./print-expression.ts";
import { writeProcess } from "./print-process.ts";
import { printProperty } from "./print-property.ts";
import { writeProtocol } from "./print-protocol.ts";
import { writeSymbolicProtocol } from "./print-symbolic-protocol.ts";
import { writeBlock } from "./print-statement.ts";
import { printString } from "./print-string.ts";
import { writeSystem } from "./print-system.ts";
import { writeRuntime, writeTransaction } from "./print-transaction.ts";
import { printPlainType, printSource, printType } from "./print-type.ts";
import type { Declaration, ExpectItem, FaultClauseSyntax, FieldDeclaration, ParsedFile } from "./program.ts";

/** The canonical text of a file, ending in a line end; empty for a file without declarations and comments. Linear in the size of the tree. */
export function printFile(file: ParsedFile): string {
  const lines: string[] = [];
  for (const [index, declaration] of file.declarations.entries()) writeDeclaration(lines, declaration, index === 0);
  writeClosing(lines, "", file, file.declarations.length === 0);
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

/** The text of a declaration with its comments, without a final line end. */
export function printDeclaration(declaration: Declaration): string {
  const lines: string[] = [];
  writeDeclaration(lines, declaration, true);
  return lines.join("\n");
}

function writeDeclaration(lines: string[], declaration: Declaration, first: boolean): void {
  writeAbove(lines, "", declaration, first);
  writeBare(lines, declaration);
  writeBehind(lines, declaration);
}

function writeBare(lines: string[], declaration: Declaration): void {
  switch (declaration.kind) {
    case "import":
      lines.push(`import ${printString(declaration.path)};`);
      return;
    case "role":
      writeRoles(lines, declaration);
      return;
    case "const":
      lines.push(`const ${declaration.name.text} = ${printExpression(declaration.value)};`);
      return;
    case "type":
      lines.push(`type ${declaration.name.text} = ${printType(declaration.type)};`);
      return;
    case "enum":
      writeBraced(
        lines,
        "",
        `enum ${declaration.name.text}`,
        declaration.constructors,
        declaration,
        (constructor) =>
          constructor.payload.length === 0 ? constructor.name.text : `${constructor.name.text}(${constructor.payload.map(printPlainType).join(", ")})`,
        ",",
      );
      return;
    case "record":
      writeBraced(
        lines,
        "",
        `record ${declaration.name.text}`,
        declaration.fields,
        declaration,
        (field) => `${field.name.text}: ${printPlainType(field.type)}`,
        ",",
      );
      return;
    case "function": {
      const parameters = declaration.parameters.map((parameter) => `${parameter.name.text}: ${printPlainType(parameter.type)}`).join(", ");
      const requires = declaration.requires === undefined ? "" : ` requires ${printExpression(declaration.requires)}`;
      const ensures = declaration.ensures === undefined ? "" : ` ensures ${printExpression(declaration.ensures)}`;
      const body = declaration.body === undefined ? "" : ` = ${printExpression(declaration.body)}`;
      lines.push(`fn ${declaration.name.text}(${parameters}): ${printPlainType(declaration.result)}${requires}${ensures}${body};`);
      return;
    }
    case "choreography": {
      const roles = declaration.roles.map((role) => (role.state === undefined ? role.name.text : `${role.name.text}: ${role.state.text}`)).join(", ");
      const values = declaration.parameters
        .map((parameter) => `${parameter.name.text}: ${printPlainType(parameter.type)} at ${parameter.role.text}`)
        .join(", ");
      const implemented = declaration.implements === undefined ? "" : ` implements ${declaration.implements.text}`;
      writeBlock(lines, "", `choreography ${declaration.name.text}(${roles}${values === "" ? "" : `; ${values}`})${implemented}`, declaration.body);
      return;
    }
    case "protocol":
      writeProtocol(lines, declaration);
      return;
    case "symbolic-protocol":
      writeSymbolicProtocol(lines, declaration);
      return;
    case "process":
      writeProcess(lines, declaration);
      return;
    case "system":
      writeSystem(lines, declaration);
      return;
    case "context":
      writeContext(lines, declaration);
      return;
    case "faults":
      writeBraced(lines, "", `faults ${declaration.name.text}`, declaration.clauses, declaration, printFaultClause, ";");
      return;
    case "transaction":
      writeTransaction(lines, declaration);
      return;
    case "runtime":
      writeRuntime(lines, declaration);
      return;
    case "property":
      lines.push(
        `property ${declaration.name.text}${declaration.of === undefined ? "" : ` of ${declaration.of.text}`} = ${printProperty(declaration.property)};`,
      );
      return;
    case "expect": {
      const faults = declaration.faults === undefined ? "" : ` under ${declaration.faults.text}`;
      const network = declaration.network === undefined ? "" : ` on ${declaration.network}`;
      const fairness = declaration.fairness === undefined ? "" : ` with ${declaration.fairness}`;
      lines.push(`expect ${declaration.subject.text}${faults}${network}${fairness} : ${declaration.items.map(printItem).join(", ")};`);
      return;
    }
    case "expect-error": {
      const place =
        declaration.line !== undefined ? ` at line ${String(declaration.line)}` : declaration.role !== undefined ? ` at ${declaration.role.text}` : "";
      lines.push(`expect error ${declaration.code}${place};`);
      return;
    }
    case "unsupported":
      lines.push(declaration.text);
      return;
    default:
      assertNever(declaration);
  }
}

/** Roles without fields share a line; a role with fields ends in its brace. */
function writeRoles(lines: string[], declaration: Extract<Declaration, { kind: "role" }>): void {
  let head = "role ";
  for (const [index, role] of declaration.roles.entries()) {
    const last = index === declaration.roles.length - 1;
    if (role.fields.length === 0 && role.closing === undefined) head += `${role.name.text}${last ? ";" : ", "}`;
    else {
      writeBraced(lines, "", `${head}${role.name.text}`, role.fields, role, printField, ";");
      head = last ? "" : `${lines.pop() ?? ""}, `;
    }
  }
  if (head !== "") lines.push(head);
}

function printField(field: FieldDeclaration): string {
  return `${field.durable ? "durable " : ""}${field.name.text}: ${printPlainType(field.type)} = ${printSource(field.initial)}`;
}

function printFaultClause(clause: FaultClauseSyntax): string {
  const budget = clause.atMost === undefined ? "" : ` at most ${String(clause.atMost)}`;
  if (clause.kind === "restart-broker") return `restart broker${budget}`;
  if (clause.kind === "partition") return `partition ${clause.from.text} from ${clause.to.text}${budget}`;
  if (clause.kind === "crash" || clause.kind === "exception") {
    const where = clause.roles.length === 0 ? "anywhere" : clause.roles.map(({ text }) => text).join(", ");
    return `${clause.kind} ${where}${clause.kind === "crash" && clause.permanently ? " permanently" : ""}${budget}`;
  }
  if (clause.between === undefined) return `${clause.kind}${budget}`;
  const { from, to, label } = clause.between;
  return `${clause.kind} ${from.text} -> ${to.text}${label === undefined ? "" : ` : ${label.text}`}${budget}`;
}

/** The text of one item of an expectation. */
export function printItem(item: ExpectItem): string {
  const property =
    item.property === undefined ? "" : `${item.property.name}${item.property.arguments.length === 0 ? "" : `(${item.property.arguments.join(", ")})`}`;
  if (item.verdict === undefined) return property;
  return property === "" ? item.verdict : `${property} = ${item.verdict}`;
}
