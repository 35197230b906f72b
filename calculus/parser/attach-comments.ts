/**
 * Gives every comment a place in the tree, so that printing loses none (docs/language.md, Comments). Both parsers call it last.
 * A comment behind something on its line belongs to that, a comment above something to what is below it, the rest to the brace or file that ends behind it.
 */
import type { Declaration, ParsedFile, Statement, TransactionBlock, TransactionStatement } from "../syntax/index.ts";
import { attachList, pendingComments, skipInside, type Pending, type Shape } from "./attach-list.ts";
import { attachContext, attachFaults, attachProcess, attachProtocol, attachSystem } from "./attach-protocol-comments.ts";

/**
 * Returns the tree with `comments`, `trailing` and `closing` set, in place. `offsets` are the starts and ends of the comments, alternating, in order.
 * Linear in the size of the text; only what has comments or empty lines before it or inside is looked into.
 */
export function attachComments(tree: ParsedFile, text: string, offsets: readonly number[]): ParsedFile {
  const pending = pendingComments(text, offsets);
  attachList(pending, tree.declarations, declarationShape, tree.span.start, tree.span.end, tree, []);
  return tree;
}

const declarationShape: Shape<Declaration> = { start: (item) => item.span.start, end: (item) => item.span.end, inside: insideDeclaration };

function insideDeclaration(pending: Pending, declaration: Declaration, stray: string[]): void {
  switch (declaration.kind) {
    case "role":
      for (const role of declaration.roles) {
        const last = role.fields.at(-1);
        if (last !== undefined || role === declaration.roles.at(-1)) {
          const close = last === undefined ? declaration.span.end : closingBrace(pending.text, last.span.end, declaration.span.end, pending);
          attachList(pending, role.fields, fieldShape, role.name.span.end, close, role, stray);
        }
      }
      return;
    case "enum":
      attachList(pending, declaration.constructors, constructorShape, declaration.name.span.end, declaration.span.end, declaration, stray);
      return;
    case "record":
      attachList(pending, declaration.fields, recordFieldShape, declaration.name.span.end, declaration.span.end, declaration, stray);
      return;
    case "choreography":
      attachBlock(pending, declaration.body, stray);
      return;
    case "protocol":
      attachProtocol(pending, declaration.body, stray);
      return;
    case "process":
      attachProcess(pending, declaration.body, stray);
      return;
    case "system":
      attachSystem(pending, declaration, stray);
      return;
    case "context":
      attachContext(pending, declaration, stray);
      return;
    case "faults":
      attachFaults(pending, declaration, stray);
      return;
    case "transaction":
      attachTransaction(pending, declaration.body, stray);
      return;
    case "runtime":
      attachList(pending, declaration.settings, spanned, settingsStart(pending, declaration), declaration.span.end, declaration, stray);
      return;
    case "unsupported":
      skipInside(pending, declaration.span.end);
      return;
    default:
  }
}

type Spanned = { readonly span: { readonly start: number; readonly end: number } };

const spanned = { start: (item: Spanned): number => item.span.start, end: (item: Spanned): number => item.span.end };

/** A runtime without braces has no place for comments. */
function settingsStart({ text }: Pending, { preset, span }: Extract<Declaration, { kind: "runtime" }>): number {
  return text[span.end - 1] === "}" ? (preset?.span.end ?? span.start) : span.end;
}

const transactionShape: Shape<TransactionStatement> = {
  ...spanned,
  inside: (pending, statement, stray) => {
    if (statement.kind === "compensate") attachTransaction(pending, statement.body, stray);
    if (statement.kind !== "if") return;
    attachTransaction(pending, statement.then, stray);
    const otherwise = statement.else;
    if (otherwise === undefined) return;
    const [first] = otherwise.statements;
    if (first !== undefined && first.span.start === otherwise.span.start) transactionShape.inside?.(pending, first, stray);
    else attachTransaction(pending, otherwise, stray);
  },
};

function attachTransaction(pending: Pending, block: TransactionBlock, stray: string[]): void {
  attachList(pending, block.statements, transactionShape, block.span.start, block.span.end, block, stray);
}

const fieldShape: Shape<Extract<Declaration, { kind: "role" }>["roles"][number]["fields"][number]> = {
  start: (item) => item.span.start,
  end: (item) => item.span.end,
};

const constructorShape: Shape<Extract<Declaration, { kind: "enum" }>["constructors"][number]> = {
  start: (item) => item.name.span.start,
  end: (item) => item.payload.at(-1)?.span.end ?? item.name.span.end,
};

const recordFieldShape: Shape<Extract<Declaration, { kind: "record" }>["fields"][number]> = {
  start: (item) => item.name.span.start,
  end: (item) => item.type.span.end,
};

const statementShape: Shape<Statement> = { start: (item) => item.span.start, end: (item) => item.span.end, inside: insideStatement };

const assignmentShape: Shape<Extract<Statement, { kind: "local" }>["assignments"][number]> = { start: (item) => item.span.start, end: (item) => item.span.end };

const caseShape: Shape<Extract<Statement, { kind: "match" }>["cases"][number]> = {
  start: (item) => item.pattern.span.start,
  end: (item) => item.body.span.end,
  inside: (pending, item, stray) => {
    attachBlock(pending, item.body, stray);
  },
};

function insideStatement(pending: Pending, statement: Statement, stray: string[]): void {
  switch (statement.kind) {
    case "if": {
      attachBlock(pending, statement.then, stray);
      const otherwise = statement.else;
      if (otherwise === undefined) return;
      const [first] = otherwise.statements;
      if (first !== undefined && first.span.start === otherwise.span.start) insideStatement(pending, first, stray);
      else attachBlock(pending, otherwise, stray);
      return;
    }
    case "saga":
      attachBlock(pending, statement.body, stray);
      if (statement.else !== undefined) attachBlock(pending, statement.else, stray);
      return;
    case "while":
    case "loop":
      attachBlock(pending, statement.body, stray);
      return;
    case "choose":
      for (const branch of statement.branches) attachBlock(pending, branch, stray);
      return;
    case "match":
      attachList(pending, statement.cases, caseShape, statement.scrutinee.span.end, statement.span.end, statement, stray);
      return;
    case "local":
      attachList(pending, statement.assignments, assignmentShape, statement.role.span.end, statement.span.end, statement, stray);
      return;
    case "unsupported":
      skipInside(pending, statement.span.end);
      return;
    default:
  }
}

function attachBlock(pending: Pending, block: Extract<Statement, { kind: "loop" }>["body"], stray: string[]): void {
  attachList(pending, block.statements, statementShape, block.span.start, block.span.end, block, stray);
}

/** The first closing brace behind `from` that is not in a comment. */
function closingBrace(text: string, from: number, limit: number, pending: Pending): number {
  let comment = pending.next;
  let at = from;
  for (;;) {
    const brace = text.indexOf("}", at);
    if (brace < 0 || brace >= limit) return limit;
    while ((pending.offsets[comment + 1] ?? Number.POSITIVE_INFINITY) <= brace) comment += 2;
    const start = pending.offsets[comment] ?? Number.POSITIVE_INFINITY;
    if (brace < start) return brace;
    at = pending.offsets[comment + 1] ?? limit;
  }
}
