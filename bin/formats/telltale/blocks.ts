/** Blocks and statements of Telltale, with recovery by line. Nothing behind a choice, loop or recursion is left out: it is what follows there. */
import type { Name, ProtocolBlock, ProtocolStatement } from "../../../calculus/syntax/index.ts";
import { recovery } from "../token-cursor.ts";
import { dedent, indent } from "./layout.ts";
import { readLoop } from "./loops.ts";
import { isMessage, readMessage } from "./messages.ts";
import type { Reading } from "./reading.ts";
import { readRole } from "./roles.ts";
import { skipStatement, takeUnsupported, unsupportedWords } from "./unsupported.ts";

/** Reads an indented block, `{ … }` or `( … )`, with `each` for what stands in it. Recursive along nesting, which layout and lexer limit. */
export function readEach(reading: Reading, what: string, each: () => void): void {
  const { cursor } = reading;
  const open = cursor.token();
  const closing = open.text === indent ? dedent : open.text === "{" ? "}" : open.text === "(" ? ")" : undefined;
  if (closing === undefined) return cursor.unexpected(`${what}, indented deeper`);
  cursor.advance();
  while (!cursor.is(closing)) {
    if (cursor.atEnd()) return cursor.fail("unclosed-block", cursor.spanOf(open), "this block is never closed");
    const before = cursor.position();
    try {
      each();
    } catch (failure) {
      if (failure !== recovery) throw failure;
      skipStatement(reading, before);
      // A bracket that closes nothing here.
      if (cursor.position() === before) cursor.advance();
    }
  }
  cursor.advance();
}

export function readBlock(reading: Reading): ProtocolBlock {
  const { cursor } = reading;
  const { start } = cursor.token();
  const statements: ProtocolStatement[] = [];
  readEach(reading, "a block", () => {
    readStatement(reading, statements);
  });
  return { statements, span: cursor.spanFrom(start) };
}

/** Adds what the statement at the cursor means. */
export function readStatement(reading: Reading, statements: ProtocolStatement[]): void {
  const { cursor } = reading;
  const { start, text } = cursor.token();
  if (isMessage(reading)) {
    statements.push(readMessage(reading));
    return;
  }
  switch (text) {
    case "choice":
      statements.push(readChoice(reading));
      return;
    case "par":
      statements.push(readParallel(reading));
      return;
    case "loop":
      for (const statement of readLoop(reading, readBlock)) statements.push(statement);
      return;
    case "rec": {
      cursor.advance();
      const variable = cursor.name("the name of the recursion");
      const body = readBlock(reading);
      statements.push({ kind: "rec", variable, body, span: cursor.spanFrom(start) });
      return;
    }
    case "continue": {
      cursor.advance();
      const variable = cursor.name("the name of a recursion");
      statements.push({ kind: "continue", variable, span: cursor.spanFrom(start) });
      return;
    }
    case "call":
      statements.push(readCall(reading));
      return;
    default:
      if (text === "case" && cursor.is("choose", 1)) statements.push(readChoice(reading));
      else if (unsupportedWords.has(text)) statements.push(takeUnsupported(reading));
      else cursor.unexpected("a statement");
  }
}

/** `choice A at` with a block of branches; in old versions `choice at A` and `case choose A of`. */
function readChoice(reading: Reading): ProtocolStatement {
  const { cursor } = reading;
  const { start, text } = cursor.advance();
  let at: Name;
  if (text === "case") {
    cursor.expect("choose");
    at = readRole(reading, "the role that chooses");
    cursor.expect("of");
  } else {
    const isBefore = cursor.is("at") && cursor.isWord(1);
    if (isBefore) cursor.advance();
    at = readRole(reading, "the role that chooses");
    if (!isBefore) cursor.expect("at");
  }
  const branches: ProtocolBlock[] = [];
  const labels = new Map<string, Name>();
  readEach(reading, "the branches", () => {
    const branch = cursor.token().start;
    cursor.accept("|");
    const label = cursor.name("the name of a branch");
    const before = labels.get(label.text);
    if (before === undefined) labels.set(label.text, label);
    else cursor.report("duplicate-name", label.span, `two branches are called \`${label.text}\``, { labels: [{ span: before.span, message: "the other" }] });
    readGuard(reading);
    if (!cursor.accept("->")) cursor.expect("=>", "`=>` and what the branch does");
    branches.push(readBranchBody(reading, branch));
  });
  const span = cursor.spanFrom(start);
  if (branches.length === 0) cursor.fail("unexpected-token", span, "this choice has no branch");
  return { kind: "choice", at, branches, span };
}

/** A block, or a statement in the line of the branch, with those that stand deeper below it. */
function readBranchBody(reading: Reading, start: number): ProtocolBlock {
  const { cursor } = reading;
  if (cursor.is(indent) || cursor.is("{") || cursor.is("(")) return readBlock(reading);
  const statements: ProtocolStatement[] = [];
  readStatement(reading, statements);
  if (cursor.is(indent)) for (const statement of readBlock(reading).statements) statements.push(statement);
  return { statements, span: cursor.spanFrom(start) };
}

/** `when (ready)` and `when check Runtime.ready(s) yields w`: every branch may be taken all the same. */
function readGuard({ cursor }: Reading): void {
  const { start } = cursor.token();
  if (!cursor.accept("when")) return;
  if (cursor.accept("check")) {
    cursor.name("an effect");
    cursor.expect(".");
    cursor.name("an operation");
    if (!cursor.is("(")) cursor.unexpected("`(`");
    cursor.skipBalanced();
    cursor.expect("yields");
    cursor.name("a name");
  } else if (cursor.is("(")) cursor.skipBalanced();
  else cursor.unexpected("`(` or `check`");
  cursor.warn("annotation-not-judged", cursor.spanFrom(start), "this guard is read, and no verdict depends on it", [
    "what is judged is the protocol in which every branch may be taken",
  ]);
}

function readParallel(reading: Reading): ProtocolStatement {
  const { cursor } = reading;
  const { start } = cursor.advance();
  const branches: ProtocolBlock[] = [];
  readEach(reading, "the branches", () => {
    const branch = cursor.token().start;
    cursor.expect("|", "`|` and a branch");
    branches.push(readBranchBody(reading, branch));
  });
  const span = cursor.spanFrom(start);
  if (branches.length < 2) cursor.fail("unexpected-token", span, "`par` has two branches at least");
  return { kind: "par", branches, span };
}

/** `call P`: a protocol of the `where` block, which goes on in the same session. */
function readCall(reading: Reading): ProtocolStatement {
  const { cursor } = reading;
  const { start } = cursor.advance();
  const name = cursor.name("a protocol");
  const roles: Name[] = [];
  const protocol = { ...name, text: `${reading.protocol}.${name.text}` };
  reading.calls.push({ written: name, protocol, roles });
  return { kind: "do", protocol, roles, span: cursor.spanFrom(start) };
}
