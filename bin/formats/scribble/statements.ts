/** The interactions of a Scribble protocol, with recovery by statement. */
import type { Name, ProtocolBlock, ProtocolStatement } from "../../../calculus/syntax/index.ts";
import { recovery } from "../token-cursor.ts";
import { callOf } from "./calls.ts";
import { idleCalls } from "./idle-calls.ts";
import { readNewValues, readVariables } from "./loop-variables.ts";
import { endStatement, readMessage } from "./messages.ts";
import type { Reading, RoleArgument, Scope } from "./reading.ts";
import { takeUnsupported } from "./unsupported.ts";

/** Statements of Scribble that are read over and refused. */
const unsupportedWords: ReadonlySet<string> = new Set(["interruptible", "connect", "accept", "disconnect", "wrap"]);

/** Reads `{ … }`; `first` reads what may stand before the interactions. */
export function readBlock(reading: Reading, scope: Scope, first?: () => void): ProtocolBlock {
  const { cursor } = reading;
  const open = cursor.token();
  cursor.expect("{");
  first?.();
  const statements: ProtocolStatement[] = [];
  const idle = idleCalls(cursor, first !== undefined);
  while (!cursor.is("}")) {
    if (cursor.atEnd() || atDeclaration(reading)) {
      cursor.report("unclosed-block", cursor.spanOf(open), "this block is never closed");
      return { statements, span: cursor.spanFrom(open.start) };
    }
    const before = cursor.position();
    try {
      const { start } = cursor.token();
      const read = readStatement(reading, scope);
      idle.next(read, cursor.spanFrom(start));
      statements.push(...read);
    } catch (failure) {
      if (failure !== recovery) throw failure;
      recoverStatement(reading, before);
    }
  }
  idle.end();
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

/** Most statements are one of ours; a call is a message to everyone who is invited. */
function readStatement(reading: Reading, scope: Scope): readonly ProtocolStatement[] {
  const { cursor } = reading;
  const { start, text, kind } = cursor.token();
  if (kind === "word") {
    if (text === "choice" && cursor.is("at", 1)) return [readChoice(reading, scope, start)];
    if (text === "rec" && cursor.isWord(1) && !cursor.is("from", 1)) return [readRecursion(reading, scope, start)];
    if (text === "continue" && cursor.isWord(1) && !cursor.is("from", 1)) return [readContinue(reading, start)];
    if (text === "do" && cursor.isWord(1) && !cursor.is("from", 1)) return readDo(reading, scope, start);
    if (text === "par" && cursor.is("{", 1)) return [readParallel(reading, scope, start)];
    if (text === "nested" && cursor.is("protocol", 1)) {
      return cursor.unexpected("a statement", ["nested protocols are declared before the first interaction"]);
    }
    if (cursor.is("calls", 1)) return readCalls(reading, scope, start);
    if (unsupportedWords.has(text) && !cursor.is("from", 1) && !isSignature(reading)) {
      cursor.advance();
      return [takeUnsupported(cursor, start, text)];
    }
  }
  return [readMessage(reading)];
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

/** `rec X { … }`, or `rec X [count<A>: int = 0] { … }` */
function readRecursion(reading: Reading, scope: Scope, start: number): ProtocolStatement {
  const { cursor } = reading;
  cursor.advance();
  const variable = cursor.name("the name of the recursion");
  const variables = readVariables(reading, scope);
  const body = readBlock(reading, scope);
  return { kind: "rec", variable, ...(variables.length === 0 ? {} : { variables }), body, span: cursor.spanFrom(start) };
}

function readContinue(reading: Reading, start: number): ProtocolStatement {
  const { cursor } = reading;
  cursor.advance();
  const variable = cursor.name("the name of a recursion");
  const values = readNewValues(reading);
  endStatement(reading);
  return { kind: "continue", variable, ...(values.length === 0 ? {} : { values }), span: cursor.spanFrom(start) };
}

/** `do P(A, B);` goes on with P in place, but in files with the pragma `NestedProtocols` it is, as nuScr has it, a call of the first role. */
function readDo(reading: Reading, scope: Scope, start: number): readonly ProtocolStatement[] {
  const { cursor } = reading;
  cursor.advance();
  const protocol = cursor.name("a protocol");
  if (reading.pragmas.has("NestedProtocols")) {
    const list = readArguments(reading);
    endStatement(reading);
    const [first] = list;
    return first === undefined
      ? cursor.fail("wrong-role-count", protocol.span, "nobody calls: the list of roles is empty")
      : callOf(reading, { verb: "do", caller: first.actual, protocol, list, scope, span: cursor.spanFrom(start) });
  }
  const roles = enter(reading, protocol, scope);
  endStatement(reading);
  return [{ kind: "do", protocol, roles, span: cursor.spanFrom(start) }];
}

/** `A calls P(B, C);` */
function readCalls(reading: Reading, scope: Scope, start: number): readonly ProtocolStatement[] {
  const { cursor } = reading;
  const caller = cursor.name("the role that calls");
  cursor.advance();
  const protocol = cursor.name("a protocol");
  const list = readArguments(reading);
  endStatement(reading);
  return callOf(reading, { verb: "calls", caller, protocol, list, scope, span: cursor.spanFrom(start) });
}

/** Reads `<…>(A, B as X)` behind the name of a protocol with which the session goes on; the roles are put in order when everything has been read. */
export function enter(reading: Reading, protocol: Name, scope: Scope): Name[] {
  const list = readArguments(reading);
  const roles = list.map(({ actual }) => actual);
  reading.entered.push({ verb: "do", invitations: undefined, protocol, arguments: list, scope, roles });
  return roles;
}

function readArguments(reading: Reading): readonly RoleArgument[] {
  const { cursor } = reading;
  if (cursor.is("<")) refuseParameters(reading, "arguments");
  const list: RoleArgument[] = [];
  cursor.expect("(", "`(` and the roles");
  if (cursor.accept(")")) return list;
  do {
    const actual = cursor.name("a role");
    list.push({ actual, formal: cursor.accept("as") ? cursor.name("a role of the protocol") : undefined });
  } while (cursor.accept(","));
  cursor.expect(")", "`,` or `)`");
  return list;
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
