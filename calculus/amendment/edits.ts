/** Insertions as edits of the text, in the layout that the text has: what is on one line stays on one line, what is indented is indented alike. */
import type { SourceFile, Span } from "../diagnostics/index.ts";
import type { Block, ParsedFile, Statement } from "../syntax/index.ts";
import { blocksOf } from "./branches.ts";
import type { InsertionFor } from "./insertion.ts";
import { selectionText } from "./insertion.ts";

/** Replace the text of the span. */
export interface Edit {
  readonly span: Span;
  readonly replacement: string;
}

interface Text {
  readonly text: string;
  readonly lineEnd: string;
  readonly insert: (at: number, replacement: string) => void;
}

const step = "  ";

function indentationAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  let end = start;
  while (text[end] === " " || text[end] === "\t") end += 1;
  return text.slice(start, end);
}

/** The end of the line if only blanks or a comment stand between `offset` and it; otherwise undefined. */
function restOfLine(text: string, offset: number): number | undefined {
  const newline = text.indexOf("\n", offset);
  const end = newline < 0 ? text.length : text[newline - 1] === "\r" && newline > offset ? newline - 1 : newline;
  const rest = text.slice(offset, end).trim();
  return rest === "" || rest.startsWith("//") ? end : undefined;
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r";
}

/** First in a block: on a line of its own if the block's first line ends behind the brace. An `else if` gets braces. */
function insertFirst(block: Block, selection: string, into: Text): void {
  const { text, lineEnd, insert } = into;
  const open = block.span.start;
  if (text[open] !== "{") {
    insert(open, `{ ${selection} `);
    return;
  }
  const end = restOfLine(text, open + 1);
  if (end === undefined || end === text.length) {
    insert(open + 1, ` ${selection}${isBlank(text[open + 1]) ? "" : " "}`);
    return;
  }
  const first = block.statements[0];
  const indentation = first !== undefined && first.span.start > end ? indentationAt(text, first.span.start) : indentationAt(text, open) + step;
  insert(end, `${lineEnd}${indentation}${selection}`);
}

function closeElseIf(block: Block, { text, insert }: Text): void {
  if (text[block.span.start] !== "{") insert(block.span.end, " }");
}

/** `else { selection }` behind the only branch of an `if`. */
function insertElse(statement: Extract<Statement, { kind: "if" }>, selection: string, { text, lineEnd, insert }: Text): void {
  const { start, end } = statement.span;
  const indentation = indentationAt(text, start);
  const isOnOneLine = !text.slice(start, end).includes("\n");
  insert(statement.then.span.end, isOnOneLine ? ` else { ${selection} }` : ` else {${lineEnd}${indentation}${step}${selection}${lineEnd}${indentation}}`);
}

function insertBehind(statement: Statement, selection: string, { text, lineEnd, insert }: Text): void {
  const end = restOfLine(text, statement.span.end);
  if (end === undefined) insert(statement.span.end, ` ${selection}`);
  else insert(end, `${lineEnd}${indentationAt(text, statement.span.start)}${selection}`);
}

function editBlock(block: Block, insertionFor: InsertionFor, into: Text): void {
  for (const statement of block.statements) editStatement(statement, insertionFor, into);
}

/** Edits at one place are made in the order of the text, so inner ones come before those that close around them. */
function editStatement(statement: Statement, insertionFor: InsertionFor, into: Text): void {
  const insertion = insertionFor(statement);
  for (const [branch, block] of blocksOf(statement).entries()) {
    if (insertion !== undefined) insertFirst(block, selectionText(insertion, branch), into);
    editBlock(block, insertionFor, into);
    if (insertion !== undefined) closeElseIf(block, into);
  }
  if (insertion === undefined) return;
  if (statement.kind === "if" && statement.else === undefined) insertElse(statement, selectionText(insertion, 1), into);
  if (statement.kind === "while") insertBehind(statement, selectionText(insertion, 1), into);
}

/**
 * The edits that make the insertions in the files' texts: pure insertions, sorted by file and place, at most one at each place.
 * `files[i]` is the tree of `sources[i]`. Linear in the trees plus the lines touched.
 */
export function editsOf(files: readonly ParsedFile[], sources: readonly SourceFile[], insertionFor: InsertionFor): readonly Edit[] {
  const edits: Edit[] = [];
  for (const [file, tree] of files.entries()) {
    const text = sources[file]?.text ?? "";
    const insertions = new Map<number, string>();
    const insert = (at: number, replacement: string): void => {
      insertions.set(at, (insertions.get(at) ?? "") + replacement);
    };
    for (const declaration of tree.declarations) {
      if (declaration.kind === "choreography") editBlock(declaration.body, insertionFor, { text, lineEnd: text.includes("\r\n") ? "\r\n" : "\n", insert });
    }
    const places = [...insertions].sort(([left], [right]) => left - right);
    edits.push(...places.map(([start, replacement]) => ({ span: { file, start, end: start }, replacement })));
  }
  return edits;
}

/** The text of one file with edits made; those of other files are passed over. Edits must not overlap. */
export function applyEdits(text: string, file: number, edits: readonly Edit[]): string {
  let result = "";
  let from = 0;
  for (const { span, replacement } of edits.filter((edit) => edit.span.file === file).sort((left, right) => left.span.start - right.span.start)) {
    result += text.slice(from, span.start) + replacement;
    from = span.end;
  }
  return result + text.slice(from);
}
