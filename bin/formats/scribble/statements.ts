/** The interactions of a Scribble protocol, with recovery by statement. */
import type { Name, ProtocolBlock, ProtocolStatement } from "../../../calculus/syntax/index.ts";
import { recovery } from "../token-cursor.ts";
import { endStatement, readMessage } from "./messages.ts";
import type { Reading, RoleArgument, Scope } from "./reading.ts";
import { takeUnsupported } from "./unsupported.ts";

/** Statements of Scribble that are read over and refused. */
const unsupportedWords: ReadonlySet<string> = new Set(["interruptible", "connect", "accept", "disconnect", "wrap"]);

/** Reads `{ … }`; `first` reads what may stand before the interactions. */
export function readBlock(reading: Reading, scope: Scope, first: () => void = () => undefined): ProtocolBlock {
  const { cursor } = reading;
  const open = cursor.token();
  cursor.expect("{");
  first();
  const statements: ProtocolStatement[] = [];
  while (!cursor.is("}")) {
    if (cursor.atEnd() || atDeclaration(reading)) {
      cursor.report("unclosed-block", cursor.spanOf(open), "this block is never closed");
      return { statements, span: cursor.spanFrom(open.start) };
    }
    const before = cursor.position();
    try {
      statements.push(readStatement(reading, scope));
    } catch (failure) {
      if (failure !== recovery) throw failure;
      recoverStatement(reading, before);
    }
  }
  cursor.advance();
  return { statements, span: cursor.spanFrom(open.start) };
}

/** Whether a declaration of a protocol begins where a statement might: no statement begins with these two words. */
function atDeclaration({ cursor }: Reading): boolean {
  return (cursor.is("global") || cursor.is("aux") || cursor.is("explicit")) && cursor.isWord(1) && (cursor.is("protocol", 1) || cursor.is("protocol", 2));
}

/** Moves behind the semicolon or block of the statement that went wrong, or before the brace that closes the block around it. */
function recoverStatement({ cursor }: Reading, before: number): void {
  if (cursor.position() === before) {
    if (cursor.is("{")) cursor.skipBalanced();
    else if (!cursor.is("}")) cursor.advance();
  }
  while (!cursor.atEnd() && !cursor.is("}")) {
    if (cursor.accept(";")) return;
    if (!cursor.is("{")) {
      cursor.advance();
      continue;
    }
    cursor.skipBalanced();
    if (!cursor.is("or") && !cursor.is("and") && !cursor.is("with")) return;
  }
}

function readStatement(reading: Reading, scope: Scope): ProtocolStatement {
  const { cursor } = reading;
  const { start, text, kind } = cursor.token();
  if (kind === "word") {
    if (text === "choice" && cursor.is("at", 1)) return readChoice(reading, scope, start);
    if (text === "rec" && cursor.isWord(1) && !cursor.is("from", 1)) return readRecursion(reading, scope, start);
    if (text === "continue" && cursor.isWord(1) && !cursor.is("from", 1)) return readContinue(reading, start);
    if (text === "do" && cursor.isWord(1) && !cursor.is("from", 1)) return readDo(reading, scope, start);
    if (text === "par" && cursor.is("{", 1)) return readParallel(reading, scope, start);
    if (text === "nested" && cursor.is("protocol", 1)) {
      return cursor.unexpected("a statement", ["nested protocols are declared before the first interaction"]);
    }
    if (cursor.is("calls", 1)) return readCalls(reading, scope, start);
    if (unsupportedWords.has(text) && !cursor.is("from", 1) && !isSignature(reading)) {
      cursor.advance();
      return takeUnsupported(cursor, start, text);
    }
  }
  return readMessage(reading);
}

/** Whether a word is the label of a message: a payload in parentheses follows, and then `from`. */
function isSignature({ cursor }: Reading): boolean {
  if (!cursor.is("(", 1)) return false;
  let depth = 0;
  for (let distance = 1; ; distance++) {
    const { text, kind } = cursor.ahead(distance);
    if (kind === "end" || text === ";") return false;
    if (text === "(") depth++;
    if (text === ")" && --depth === 0) return cursor.is("from", distance + 1);
  }
}

function readChoice(reading: Reading, scope: Scope, start: number): ProtocolStatement {
  const { cursor } = reading;
  cursor.advance();
  cursor.advance();
  const at = cursor.name("the role that chooses");
  const branches = readBranches(reading, scope, "or");
  for (const { statements } of branches) {
    const caller = statements[0] === undefined ? undefined : reading.callers.get(statements[0]);
    if (caller === undefined || caller.text === at.text) continue;
    cursor.report("choice-not-sender-driven", caller.span, `a branch of the choice at ${at.text} begins with a call of ${caller.text}`, {
      labels: [{ span: at.span, message: `${at.text} chooses` }],
    });
  }
  return { kind: "choice", at, branches, span: cursor.spanFrom(start) };
}

function readParallel(reading: Reading, scope: Scope, start: number): ProtocolStatement {
  reading.cursor.advance();
  const branches = readBranches(reading, scope, "and");
  return { kind: "par", branches, span: reading.cursor.spanFrom(start) };
}

function readBranches(reading: Reading, scope: Scope, between: string): readonly ProtocolBlock[] {
  const branches = [readBlock(reading, scope)];
  while (reading.cursor.accept(between)) branches.push(readBlock(reading, scope));
  return branches;
}

/** `rec X { … }`. nuScr's state of a loop, `rec X [count<A>: int = 0] { … }`, is refused: protocols have no variables of their own here. */
function readRecursion(reading: Reading, scope: Scope, start: number): ProtocolStatement {
  const { cursor } = reading;
  cursor.advance();
  const variable = cursor.name("the name of the recursion");
  refuseState(reading, "the variables of a loop are");
  const body = readBlock(reading, scope);
  return { kind: "rec", variable, body, span: cursor.spanFrom(start) };
}

function readContinue(reading: Reading, start: number): ProtocolStatement {
  const { cursor } = reading;
  cursor.advance();
  const variable = cursor.name("the name of a recursion");
  refuseState(reading, "new values of the variables of a loop are");
  endStatement(reading);
  return { kind: "continue", variable, span: cursor.spanFrom(start) };
}

function refuseState({ cursor }: Reading, what: string): void {
  if (!cursor.is("[")) return;
  const { start } = cursor.token();
  cursor.skipBalanced();
  cursor.report("not-yet-supported", cursor.spanFrom(start), `${what} not supported yet`, {
    notes: ["whether refinements over them hold depends on values that change with every round"],
  });
}

function readDo(reading: Reading, scope: Scope, start: number): ProtocolStatement {
  const { cursor } = reading;
  cursor.advance();
  const protocol = cursor.name("a protocol");
  const roles = enter(reading, "do", protocol, scope);
  endStatement(reading);
  return { kind: "do", protocol, roles, span: cursor.spanFrom(start) };
}

/** `A calls P(B, C);`: a session of its own, with roles that may be new (Demangeon and Honda, CONCUR 2012). Its parts are checked, and it is refused. */
function readCalls(reading: Reading, scope: Scope, start: number): ProtocolStatement {
  const { cursor } = reading;
  const caller = cursor.name("the role that calls");
  cursor.advance();
  const protocol = cursor.name("a protocol");
  enter(reading, "calls", protocol, scope);
  endStatement(reading);
  const span = cursor.spanFrom(start);
  cursor.report("not-yet-supported", span, "`calls` is not supported yet", {
    notes: ["it begins a session of its own beside this one; `do` goes on with another protocol in the same session"],
  });
  const call: ProtocolStatement = { kind: "unsupported", construct: "calls", text: cursor.written(span), span };
  reading.callers.set(call, caller);
  return call;
}

/** Reads `<…>(A, B as X)` behind the name of a protocol; the roles are put in order when everything has been read. */
export function enter(reading: Reading, verb: "do" | "calls", protocol: Name, scope: Scope): Name[] {
  const { cursor } = reading;
  if (cursor.is("<")) refuseParameters(reading, "arguments");
  const list: RoleArgument[] = [];
  cursor.expect("(", "`(` and the roles");
  if (!cursor.accept(")")) {
    do {
      const actual = cursor.name("a role");
      list.push({ actual, formal: cursor.accept("as") ? cursor.name("a role of the protocol") : undefined });
    } while (cursor.accept(","));
    cursor.expect(")", "`,` or `)`");
  }
  const roles = list.map(({ actual }) => actual);
  reading.entered.push({ verb, protocol, arguments: list, scope, roles });
  return roles;
}

/** Reads over `<…>`: types and message signatures as parameters. */
export function refuseParameters({ cursor }: Reading, what: "parameters" | "arguments"): void {
  const { start } = cursor.token();
  let depth = 0;
  while (!cursor.atEnd() && !cursor.is("{") && !cursor.is(";")) {
    const { text } = cursor.advance();
    if (text === "<") depth++;
    if (text === ">" && --depth === 0) break;
  }
  cursor.report("not-yet-supported", cursor.spanFrom(start), `${what} that are types or messages are not supported yet`);
}
