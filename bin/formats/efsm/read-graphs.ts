/**
 * The reader of drawings of automata as Rumpsteak (Cutner, Yoshida and Vassor, PPoPP 2022) and nuScr write them, one graph for each role:
 *
 *   digraph A { 0; 1; 0 -> 1 [label="B!ask(x: int)"]; }
 *
 * The graph is called after its role, the first state is the initial one, and a state without edges is an end.
 */
import { error } from "../../../calculus/diagnostics/index.ts";
import type { ParseFile } from "../../../calculus/loading/index.ts";
import type { Name, PayloadItem } from "../../../calculus/syntax/index.ts";
import { nameOf } from "../context-name.ts";
import { lex } from "../lexer.ts";
import type { LexicalRules } from "../lexer.ts";
import { initialState, warnOfUnreachable } from "../machines/machine.ts";
import type { Machine, MachineEdge } from "../machines/machine.ts";
import { memberOfMachine } from "../machines/member-of-machine.ts";
import { OpaqueTypes } from "../opaque-types.ts";
import { TokenCursor, recovery } from "../token-cursor.ts";

const rules: LexicalRules = {
  word: /[A-Za-z0-9_][A-Za-z0-9_']*/y,
  // A quote is a symbol, so that what stands in a label has its place in the file.
  symbols: ["->", "{", "}", "[", "]", "(", ")", "=", ",", ";", ":", "!", "?", '"', "<", ">", "+", "-", "*", "/", "&", "|"],
  strings: false,
  lineComments: ["//", "#"],
  blockComments: [{ open: "/*", close: "*/", marks: /\*\//g }],
};

/** Total: every text gives a tree, and diagnostics for what it does not hold. Linear in the text. */
export const readGraphs: ParseFile = (text, file, limits, path) => {
  const span = { file, start: 0, end: text.length };
  const { tokens, diagnostics, fatal } = lex(text, file, limits, rules);
  if (fatal) return { tree: { declarations: [], span }, diagnostics, tokens: 0 };
  const cursor = new TokenCursor(text, file, tokens);
  const types = new OpaqueTypes();
  const machines: Machine[] = [];
  while (!cursor.atEnd()) {
    const before = cursor.position();
    try {
      const machine = readGraph(cursor, types);
      if (machine !== undefined) machines.push(machine);
    } catch (failure) {
      if (failure !== recovery) throw failure;
      if (cursor.position() === before) cursor.advance();
      while (!cursor.atEnd() && !cursor.is("digraph")) cursor.advance();
    }
  }
  const all = [...diagnostics, ...cursor.diagnostics].sort((first, second) => first.span.start - second.span.start);
  if (machines.length === 0 && all.length === 0) all.push(error("empty-file", { file, start: 0, end: 0 }, "the file holds no graph"));
  const contexts = machines.length === 0 ? [] : [{ kind: "context" as const, name: nameOf(path, file), members: machines.map(memberOfMachine), span }];
  return { tree: { declarations: [...types.declarations(), ...contexts], span }, diagnostics: all, tokens: tokens.length };
};

function readGraph(cursor: TokenCursor, types: OpaqueTypes): Machine | undefined {
  const { start } = cursor.token();
  cursor.expect("digraph", "`digraph`");
  const role = readIdentifier(cursor, "the name of a role");
  const open = cursor.token();
  cursor.expect("{");
  const states = new Map<string, Name>();
  const edges: MachineEdge[] = [];
  while (!cursor.accept("}")) {
    if (cursor.atEnd() || cursor.is("digraph")) {
      cursor.report("unclosed-block", cursor.spanOf(open), "this block is never closed");
      break;
    }
    const before = cursor.position();
    try {
      readEntry(cursor, types, states, edges);
    } catch (failure) {
      if (failure !== recovery) throw failure;
      if (cursor.position() === before) cursor.advance();
      while (!cursor.atEnd() && !cursor.is("}") && !cursor.is("digraph") && !cursor.accept(";")) cursor.advance();
    }
  }
  for (const { source, target } of edges) {
    for (const state of [source, target]) {
      if (!states.has(state.text)) cursor.report("unknown-state", state.span, `the graph of ${role.text} declares no state \`${state.text}\``);
    }
  }
  const initial = initialState([...states.values()].slice(0, 1), role, role.span, cursor);
  if (initial === undefined) return undefined;
  const machine = { role, initial, edges, span: cursor.spanFrom(start) };
  warnOfUnreachable(machine, cursor);
  return machine;
}

/** `0;` or `0 -> 1 [label="B!ask(int)"];` */
function readEntry(cursor: TokenCursor, types: OpaqueTypes, states: Map<string, Name>, edges: MachineEdge[]): void {
  const source = readIdentifier(cursor, "a state");
  if (cursor.accept(";")) {
    const before = states.get(source.text);
    if (before === undefined) states.set(source.text, source);
    else cursor.report("duplicate-name", source.span, `the state \`${source.text}\` is declared already`, { labels: [{ span: before.span, message: "here" }] });
    return;
  }
  cursor.expect("->", "`;` or `->`");
  const target = readIdentifier(cursor, "the next state");
  cursor.expect("[", '`[label="…"]`');
  cursor.expect("label");
  cursor.expect("=");
  cursor.expect('"', "a label in quotes");
  const { start } = cursor.token();
  const peer = cursor.name("the other role");
  const kind = cursor.is("!") ? "send" : "receive";
  if (!cursor.accept("!")) cursor.expect("?", "`!` or `?`");
  const label = cursor.name("the label of a message");
  const payload = cursor.accept("(") ? readPayload(cursor, types) : [];
  const span = cursor.spanFrom(start);
  if (cursor.is("[") || cursor.is("{") || cursor.is("<")) refuseData(cursor, "assignments");
  cursor.expect('"', "`(` or the end of the label");
  cursor.accept(",");
  cursor.expect("]");
  cursor.expect(";");
  edges.push({ source, kind, peer, label, payload, target, span });
}

/** A name, in quotes or not. */
function readIdentifier(cursor: TokenCursor, what: string): Name {
  if (!cursor.accept('"')) return cursor.name(what);
  const name = cursor.name(what);
  cursor.expect('"', "the closing quote of a name of letters and digits");
  return name;
}

function readPayload(cursor: TokenCursor, types: OpaqueTypes): readonly PayloadItem[] {
  const items: PayloadItem[] = [];
  while (!cursor.accept(")")) {
    items.push(readItem(cursor, types));
    if (!cursor.is(")")) cursor.expect(",", "`,` or `)`");
  }
  return items;
}

/** `T` or `x: T`; a refinement `x: T{…}` is refused. */
function readItem(cursor: TokenCursor, types: OpaqueTypes): PayloadItem {
  const first = cursor.name("the type of a payload");
  if (!cursor.accept(":")) return { sort: { kind: "value", type: types.named(first) }, span: first.span };
  const type = cursor.name("the type of a payload");
  const item: PayloadItem = { name: first, sort: { kind: "value", type: types.named(type) }, span: cursor.spanFrom(first.span.start) };
  if (cursor.is("{")) refuseData(cursor, "refinements");
  return item;
}

function refuseData(cursor: TokenCursor, what: string): void {
  const { start } = cursor.token();
  while (!cursor.atEnd() && !cursor.is('"') && !cursor.is(";")) {
    const { text } = cursor.advance();
    if (text === "}") break;
  }
  cursor.report("not-yet-supported", cursor.spanFrom(start), `${what} are not supported yet`);
}
