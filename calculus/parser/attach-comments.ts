/**
 * Gives every comment a place in the tree, so that printing loses none (docs/language.md, Comments). Both parsers call it last.
 * A comment behind something on its line belongs to that, a comment above something to what is below it, the rest to the brace or file that ends behind it.
 */
import type { Closed, Commented, Declaration, ParsedFile, Statement } from "../syntax/index.ts";

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The comments of the text, and the first that has no place yet; the empty lines, and the first that may still matter. */
interface Pending {
  readonly text: string;
  readonly offsets: readonly number[];
  next: number;
  /** Where the empty lines end. */
  readonly emptyLines: readonly number[];
  nextEmptyLine: number;
}

/** How the walk sees one kind of thing that can carry comments. */
interface Shape<Item extends Commented> {
  readonly start: (item: Item) => number;
  readonly end: (item: Item) => number;
  /** Places the comments inside; those that fit nowhere there go to `stray`, the lines above the item. */
  readonly inside?: (pending: Pending, item: Item, stray: string[]) => void;
}

/**
 * Returns the tree with `comments`, `trailing` and `closing` set, in place. `offsets` are the starts and ends of the comments, alternating, in order.
 * Linear in the size of the text; only what has comments or empty lines before it or inside is looked into.
 */
export function attachComments(tree: ParsedFile, text: string, offsets: readonly number[]): ParsedFile {
  const pending: Pending = { text, offsets, next: 0, emptyLines: emptyLinesOf(text), nextEmptyLine: 0 };
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
    case "unsupported":
      skipInside(pending, declaration.span.end);
      return;
    default:
  }
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

/** Places the comments before `close`: those before `open` in `stray`, the others beside the items or in `closed`. */
function attachList<Item extends Commented>(
  pending: Pending,
  items: readonly Item[],
  shape: Shape<Item>,
  open: number,
  close: number,
  closed: Closed,
  stray: string[],
): void {
  takeStray(pending, open, stray);
  let previous: Item | undefined;
  let position = open;
  for (const item of items) {
    const end = shape.end(item);
    if (nextStart(pending) < end || emptyLineAfter(pending, position) < end) {
      const lines = linesBetween(pending, position, shape.start(item), previous);
      shape.inside?.(pending, item, lines);
      takeStray(pending, end, lines);
      if (lines.length > 0) (item as Mutable<Commented>).comments = lines;
    }
    previous = item;
    position = end;
  }
  if (!(nextStart(pending) < close)) return;
  const lines = linesBetween(pending, position, close, previous);
  while (lines.at(-1) === "") lines.pop();
  if (lines.length > 0) (closed as Mutable<Closed>).closing = lines;
}

/** The comments and empty lines between two offsets. One on the line of `previous` is put behind that instead. */
function linesBetween(pending: Pending, from: number, to: number, previous: Commented | undefined): string[] {
  const { text, offsets } = pending;
  const lines: string[] = [];
  let position = from;
  let begun = previous !== undefined;
  for (let start = nextStart(pending); start < to; start = nextStart(pending)) {
    const end = offsets[pending.next + 1] ?? start;
    const comment = text.slice(start, end).trimEnd();
    pending.next += 2;
    if (position === from && previous !== undefined && !hasNewline(text, from, start)) (previous as Mutable<Commented>).trailing = comment;
    else {
      if (begun && hasEmptyLine(text, position, start)) lines.push("");
      lines.push(comment);
      begun = true;
    }
    position = end;
  }
  if (begun && hasEmptyLine(text, position, to)) lines.push("");
  return lines;
}

function takeStray(pending: Pending, end: number, stray: string[]): void {
  for (let start = nextStart(pending); start < end; start = nextStart(pending)) {
    stray.push(pending.text.slice(start, pending.offsets[pending.next + 1]).trimEnd());
    pending.next += 2;
  }
}

/** Comments inside text that is kept as written stay there. */
function skipInside(pending: Pending, end: number): void {
  while (nextStart(pending) < end) pending.next += 2;
}

function nextStart(pending: Pending): number {
  return pending.offsets[pending.next] ?? Number.POSITIVE_INFINITY;
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

function hasNewline(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === 10) return true;
  return false;
}

/** Whether a line between two offsets has nothing but white space. */
function hasEmptyLine(text: string, from: number, to: number): boolean {
  let newlines = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      newlines++;
      if (newlines === 2) return true;
    } else if (code > 32) newlines = 0;
  }
  return false;
}

/** The offsets of the line breaks that end an empty line. */
function emptyLinesOf(text: string): readonly number[] {
  return Array.from(text.matchAll(/\n[\0-\t\v- ]*(?=\n)/g), (found) => found.index + found[0].length);
}

/** Where the first empty line behind an offset ends; what is asked for never goes back. */
function emptyLineAfter(pending: Pending, offset: number): number {
  const { emptyLines } = pending;
  while ((emptyLines[pending.nextEmptyLine] ?? Number.POSITIVE_INFINITY) < offset) pending.nextEmptyLine++;
  return emptyLines[pending.nextEmptyLine] ?? Number.POSITIVE_INFINITY;
}
