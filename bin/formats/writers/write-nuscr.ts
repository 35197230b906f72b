/** Protocols as nuScr text. What nuScr has no words for is refused, so that reading the text again gives the same protocols. */
import { error } from "../../../calculus/diagnostics/index.ts";
import type { Diagnostic, Span } from "../../../calculus/diagnostics/index.ts";
import type { BinaryOperator, Declaration, Expression, PayloadItem, ProtocolBlock, ProtocolStatement, Type } from "../../../calculus/syntax/index.ts";
import type { NamedDeclaration } from "./map-names.ts";
import { renamed } from "./renaming.ts";

const keywords: ReadonlySet<string> = new Set(
  "and as aux at calls choice connect continue disconnect do explicit false from global import module nested new not or protocol rec role sig to true type wrap".split(
    " ",
  ),
);

const operators: ReadonlyMap<BinaryOperator, { readonly text: string; readonly level: number }> = new Map([
  ["or", { text: "||", level: 0 }],
  ["and", { text: "&&", level: 1 }],
  ["==", { text: "=", level: 2 }],
  ["!=", { text: "<>", level: 2 }],
  ["<", { text: "<", level: 2 }],
  ["<=", { text: "<=", level: 2 }],
  [">", { text: ">", level: 2 }],
  [">=", { text: ">=", level: 2 }],
  ["+", { text: "+", level: 3 }],
  ["-", { text: "-", level: 3 }],
]);

function isName(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_']*$/.test(text) && !keywords.has(text);
}

/** The text of the protocols among the declarations of a program, or why there is none. `own` says which of them are written. */
export function nuscrText(
  declarations: readonly Declaration[],
  own: (declaration: Declaration) => boolean,
): { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] } {
  const protocols = declarations.filter(
    (declaration): declaration is Extract<NamedDeclaration, { kind: "protocol" }> => declaration.kind === "protocol" && own(declaration),
  );
  const { declarations: written, notes } = renamed(protocols, (text, kind) => isName(text) || (kind === "type" && /^[\w']+([.][\w']+)*$/.test(text)));
  const writer = new NuscrWriter(declarations);
  const texts = written.flatMap((declaration) => (declaration.kind === "protocol" ? [writer.protocol(declaration)] : []));
  if (writer.diagnostics.length > 0) return { diagnostics: writer.diagnostics };
  const head = [...(writer.refines ? ["(*# RefinementTypes #*)\n"] : []), ...notes.map((note) => `// ${note}\n`)].join("");
  return { text: `${head}${head === "" ? "" : "\n"}${texts.join("\n")}` };
}

class NuscrWriter {
  readonly diagnostics: Diagnostic[] = [];
  refines = false;
  /** Types that are what their name says: those that a declaration only abbreviates would be others in nuScr. */
  private readonly abbreviations: ReadonlySet<string>;

  constructor(declarations: readonly Declaration[]) {
    this.abbreviations = new Set(declarations.flatMap((declaration) => (declaration.kind === "type" ? [declaration.name.text] : [])));
  }

  protocol({ name, roles, body }: Extract<Declaration, { kind: "protocol" }>): string {
    const lines = [`global protocol ${name.text}(${roles.map((role) => `role ${role.text}`).join(", ")}) {`];
    this.block(lines, body, "  ");
    return `${[...lines, "}"].join("\n")}\n`;
  }

  private refuse(span: Span, what: string): string {
    this.diagnostics.push(error("not-yet-supported", span, `nuScr cannot say this: ${what}`));
    return "";
  }

  private block(lines: string[], { statements }: ProtocolBlock, indent: string): void {
    for (const statement of statements) this.statement(lines, statement, indent);
  }

  private statement(lines: string[], statement: ProtocolStatement, indent: string): void {
    switch (statement.kind) {
      case "message": {
        const { label, payload, from, to } = statement;
        lines.push(
          `${indent}${label.text}(${payload.map((item) => this.item(item)).join(", ")}) from ${from.text} to ${to.map((role) => role.text).join(", ")};`,
        );
        return;
      }
      case "choice":
        statement.branches.forEach((branch, index) => {
          lines.push(index === 0 ? `${indent}choice at ${statement.at.text} {` : `${indent}} or {`);
          this.block(lines, branch, `${indent}  `);
        });
        lines.push(`${indent}}`);
        return;
      case "rec":
        // nuScr asks which roles keep a variable, which the text does not say.
        for (const { span } of statement.variables ?? []) this.refuse(span, "a variable of a loop");
        lines.push(`${indent}rec ${statement.variable.text} {`);
        this.block(lines, statement.body, `${indent}  `);
        lines.push(`${indent}}`);
        return;
      case "continue":
        lines.push(`${indent}continue ${statement.variable.text};`);
        return;
      case "do":
        lines.push(`${indent}do ${statement.protocol.text}(${statement.roles.map((role) => role.text).join(", ")});`);
        return;
      case "par":
        this.refuse(statement.span, "parallel blocks");
        return;
      case "unsupported":
        this.refuse(statement.span, statement.construct);
        return;
      default:
        statement satisfies never;
    }
  }

  private item({ name, sort, span }: PayloadItem): string {
    if (sort.kind === "session") {
      if (name !== undefined) return this.refuse(span, "the end of a session with a name");
      return `${sort.protocol.text}@${sort.role.text}`;
    }
    const { type } = sort;
    const named = name === undefined ? "" : `${name.text}: `;
    if (type.kind !== "refined") return `${named}${this.type(type)}`;
    this.refines = true;
    return `${named}${this.type(type.base)}{${this.expression(type.predicate, 0, name?.text)}}`;
  }

  private type(type: Type): string {
    if (type.kind === "primitive") return type.name;
    if (type.kind !== "named") return this.refuse(type.span, `the type of this payload`);
    if (this.abbreviations.has(type.name.text)) return this.refuse(type.span, `a type that is an abbreviation`);
    return type.name.text;
  }

  private expression(expression: Expression, least: number, own: string | undefined): string {
    switch (expression.kind) {
      case "boolean":
        return String(expression.value);
      case "integer":
        return expression.value < 0n ? this.refuse(expression.span, "a negative literal") : String(expression.value);
      case "string":
        return /["\n\\]/.test(expression.value) ? this.refuse(expression.span, "this string") : `"${expression.value}"`;
      case "name":
        if (expression.name.text === "value") return own ?? this.refuse(expression.span, "a refinement of a payload without a name");
        if (expression.name.text === own) return this.refuse(expression.span, "another payload with the name of the refined one");
        return expression.name.text;
      case "unary": {
        // What stands behind the sign or `not` is never mistaken for part of what is around.
        const operand = this.expression(expression.operand, 4, own);
        return expression.operator === "not" ? `not ${operand}` : `-${operand}`;
      }
      case "binary": {
        const operator = operators.get(expression.operator);
        if (operator === undefined) return this.refuse(expression.span, `the operator \`${expression.operator}\``);
        const { text, level } = operator;
        const left = this.expression(expression.left, level === 2 ? 3 : level, own);
        const whole = `${left} ${text} ${this.expression(expression.right, level + 1, own)}`;
        return level < least ? `(${whole})` : whole;
      }
      default:
        return this.refuse(expression.span, "this expression");
    }
  }
}
