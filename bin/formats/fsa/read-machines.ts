/**
 * The reader of `.fsa` files, the machines of gmc, kmc and ChorGram, as a context with one member for each:
 *
 *   .outputs A            the name of the machine, which may be absent
 *   .state graph
 *   q0 1 ! ask q1         in q0, send `ask` to the machine 1, counted from 0; `?` receives
 *   .marking q0           the initial state
 *   .end
 */
import { error } from "../../../calculus/diagnostics/index.ts";
import type { ParseFile } from "../../../calculus/loading/index.ts";
import type { Name } from "../../../calculus/syntax/index.ts";
import { nameOf } from "../context-name.ts";
import { machineRules } from "../kmc/lexical-rules.ts";
import { lex } from "../lexer.ts";
import { initialState, warnOfUnreachable } from "../machines/machine.ts";
import type { Machine, MachineEdge } from "../machines/machine.ts";
import { memberOfMachine } from "../machines/member-of-machine.ts";
import { TokenCursor, recovery } from "../token-cursor.ts";

/** A machine before the names of all are known. */
interface Written {
  readonly role: Name;
  readonly marked: readonly Name[];
  readonly edges: readonly MachineEdge[];
  readonly start: number;
  readonly end: number;
}

const notes = ["a line is a state, a machine, `!` or `?`, a message and the next state"];

/** Total: every text gives a tree, and diagnostics for what it does not hold. Linear in the text. */
export const readMachines: ParseFile = (text, file, limits, path) => {
  const span = { file, start: 0, end: text.length };
  const { tokens, diagnostics, fatal } = lex(text, file, limits, machineRules);
  if (fatal) return { tree: { declarations: [], span }, diagnostics, tokens: 0 };
  const cursor = new TokenCursor(text, file, tokens);
  const written: Written[] = [];
  while (!cursor.atEnd()) {
    const before = cursor.position();
    try {
      written.push(readMachine(cursor, written.length));
    } catch (failure) {
      if (failure !== recovery) throw failure;
      if (cursor.position() === before) cursor.advance();
      while (!cursor.atEnd() && !cursor.is(".outputs")) cursor.advance();
    }
  }
  const machines = written.flatMap((each) => machineOf(each, written, cursor) ?? []);
  const all = [...diagnostics, ...cursor.diagnostics].sort((first, second) => first.span.start - second.span.start);
  if (written.length === 0 && all.length === 0) all.push(error("empty-file", { file, start: 0, end: 0 }, "the file holds no machine"));
  const declarations = machines.length === 0 ? [] : [{ kind: "context" as const, name: nameOf(path, file), members: machines.map(memberOfMachine), span }];
  return { tree: { declarations, span }, diagnostics: all, tokens: tokens.length };
};

function readMachine(cursor: TokenCursor, index: number): Written {
  const { start } = cursor.token();
  cursor.expect(".outputs", "`.outputs`, which begins a machine");
  // A machine without a name is called after its number, as ChorGram does.
  const role = cursor.is(".state") ? { text: `M${String(index)}`, span: cursor.spanFrom(start) } : cursor.name("the name of the machine");
  cursor.expect(".state", "`.state graph`");
  cursor.expect("graph", "`graph`");
  const marked: Name[] = [];
  const edges: MachineEdge[] = [];
  while (!cursor.is(".end")) {
    if (cursor.atEnd() || cursor.is(".outputs")) {
      cursor.report("unclosed-block", role.span, `the machine ${role.text} is not closed by \`.end\``);
      return { role, marked, edges, start, end: cursor.spanFrom(start).end };
    }
    const before = cursor.position();
    try {
      if (cursor.accept(".marking")) marked.push(readWord(cursor, "a state"));
      else edges.push(readEdge(cursor));
    } catch (failure) {
      if (failure !== recovery) throw failure;
      recoverLine(cursor, before);
    }
  }
  cursor.advance();
  return { role, marked, edges, start, end: cursor.spanFrom(start).end };
}

/** Moves to the next line. */
function recoverLine(cursor: TokenCursor, before: number): void {
  if (cursor.position() === before && !cursor.is(".end")) cursor.advance();
  while (!cursor.atEnd() && !isDirective(cursor.token().text)) {
    const { end } = cursor.spanFrom(0);
    if (cursor.text.slice(end, cursor.token().start).includes("\n")) return;
    cursor.advance();
  }
}

function isDirective(text: string): boolean {
  return text === ".end" || text === ".marking" || text === ".outputs";
}

function readWord(cursor: TokenCursor, what: string): Name {
  return isDirective(cursor.token().text) ? cursor.unexpected(what, notes) : cursor.name(what);
}

function readEdge(cursor: TokenCursor): MachineEdge {
  const source = readWord(cursor, "a state");
  if (cursor.is("tau") && !cursor.is("!", 1) && !cursor.is("?", 1)) {
    const span = { ...source.span, end: cursor.spanOf(cursor.advance()).end };
    cursor.fail("not-yet-supported", span, "steps that are no communication (`tau`) are not supported");
  }
  const peer = readWord(cursor, "a machine");
  const kind = cursor.is("!") ? "send" : "receive";
  if (!cursor.accept("!")) cursor.expect("?", "`!` or `?`");
  const label = readWord(cursor, "a message");
  const target = readWord(cursor, "the next state");
  return { source, kind, peer, label, payload: [], target, span: cursor.spanFrom(source.span.start) };
}

/** The machine with the names of its peers, and with an initial state. */
function machineOf({ role, marked, edges, start, end }: Written, all: readonly Written[], cursor: TokenCursor): Machine | undefined {
  const span = { ...role.span, start, end };
  const resolved = edges.map((edge) => ({ ...edge, peer: peerOf(edge.peer, all, cursor) }));
  const initial = initialState(marked, role, role.span, cursor);
  if (initial === undefined) return undefined;
  const isState = edges.some(({ source, target }) => source.text === initial.text || target.text === initial.text);
  if (edges.length > 0 && !isState) cursor.report("unknown-state", initial.span, `no line of the machine ${role.text} has the state \`${initial.text}\``);
  const machine = { role, initial, edges: resolved, span };
  if (isState) warnOfUnreachable(machine, cursor);
  return machine;
}

/** A number counts the machines of the file; a name is a machine's own. */
function peerOf(written: Name, all: readonly Written[], cursor: TokenCursor): Name {
  if (!/^[0-9]+$/.test(written.text)) return written;
  const peer = all[Number(written.text)];
  if (peer !== undefined) return { text: peer.role.text, span: written.span };
  cursor.report("unknown-role", written.span, `there is no machine ${written.text}: the file has ${String(all.length)}, counted from 0`);
  return written;
}
