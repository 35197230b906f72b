/** The reader of Sprout's automata, in files that end in `.sprout`: one automaton a file, as one protocol that is called after the file. */
import { error } from "../../../calculus/diagnostics/index.ts";
import type { Limits } from "../../../calculus/diagnostics/index.ts";
import type { ParseFile } from "../../../calculus/loading/index.ts";
import type { Declaration, Name } from "../../../calculus/syntax/index.ts";
import { lex } from "../lexer.ts";
import { nameOf } from "../stc/read-global.ts";
import { TokenCursor, recovery } from "../token-cursor.ts";
import type { SproutAutomaton, Transition } from "./automaton.ts";
import { sproutRules } from "./lexical-rules.ts";
import { messagesOf } from "./messages.ts";
import { readAutomaton } from "./read-automaton.ts";
import { symbolicAutomaton } from "./symbolic.ts";
import { unfold } from "./unfold.ts";

/** Total: every text gives a tree, and diagnostics for what it does not hold. Linear in the text and in the tree, which has a limit. */
export const readSprout: ParseFile = (text, file, limits, path) => {
  const span = { file, start: 0, end: text.length };
  const { tokens, diagnostics, fatal } = lex(text, file, limits, sproutRules);
  if (fatal) return { tree: { declarations: [], span }, diagnostics, tokens: 0 };
  const cursor = new TokenCursor(text, file, tokens);
  if (cursor.atEnd()) {
    const empty = diagnostics.length > 0 ? [] : [error("empty-file", { file, start: 0, end: 0 }, "the file holds no automaton")];
    return { tree: { declarations: [], span }, diagnostics: [...diagnostics, ...empty], tokens: 1 };
  }
  const automaton = readAutomaton(cursor, limits);
  const isRead = diagnostics.length === 0 && cursor.diagnostics.length === 0;
  const protocol =
    automaton === undefined || !isRead ? undefined : protocolOf(automaton, { text: nameOf(path), span: { file, start: 0, end: 0 } }, cursor, limits);
  const all = [...diagnostics, ...cursor.diagnostics].sort((first, second) => first.span.start - second.span.start);
  return { tree: { declarations: protocol === undefined ? [] : [protocol], span }, diagnostics: all, tokens: tokens.length };
};

function protocolOf(automaton: SproutAutomaton, name: Name, cursor: TokenCursor, limits: Limits): Declaration | undefined {
  const { initial, finals } = automaton;
  const transitions = new Map<string, Transition[]>();
  for (const transition of automaton.transitions) {
    const leaving = transitions.get(transition.source.text);
    if (leaving === undefined) transitions.set(transition.source.text, [transition]);
    else leaving.push(transition);
  }
  const ends = new Set(finals.map(({ text }) => text));
  const reached = statesFrom(initial, transitions);
  for (const state of reached.values()) {
    if (transitions.has(state.text) || ends.has(state.text)) continue;
    cursor.report("stuck-state", state.span, `state (${state.text}) is not final, and nothing can happen in it`);
  }
  warnUnreached(automaton, reached, cursor);
  const roles = new Map<string, Name>();
  for (const { source, from, to } of automaton.transitions) {
    if (reached.has(source.text)) for (const role of [from, to]) if (!roles.has(role.text)) roles.set(role.text, role);
  }
  const span = { file: cursor.file, start: 0, end: cursor.text.length };
  const messageOf = messagesOf(automaton);
  if (messageOf === undefined) {
    for (const { from, to } of automaton.transitions) if (from.text === to.text) cursor.report("self-communication", to.span, `${to.text} sends to itself`);
    return { kind: "symbolic-protocol", name, roles: [...roles.values()], automaton: symbolicAutomaton(automaton, reached, ends), span };
  }
  try {
    const body = unfold(initial, { transitions, isFinal: (state) => ends.has(state) }, messageOf, span, cursor, limits);
    return { kind: "protocol", name, roles: [...roles.values()], body, span };
  } catch (failure) {
    if (failure !== recovery) throw failure;
    return undefined;
  }
}

/** The states that the transitions lead to, whatever the values, each with the place where it is named first on the way. */
function statesFrom(initial: Name, transitions: ReadonlyMap<string, readonly Transition[]>): ReadonlyMap<string, Name> {
  const reached = new Map([[initial.text, initial]]);
  for (const state of reached.keys()) {
    for (const { target } of transitions.get(state) ?? []) if (!reached.has(target.text)) reached.set(target.text, target);
  }
  return reached;
}

/** States that are never come to: what stands there is left out, which is said once for each. */
function warnUnreached({ transitions, finals }: SproutAutomaton, reached: ReadonlyMap<string, Name>, cursor: TokenCursor): void {
  const said = new Set<string>();
  for (const state of [...transitions.map(({ source }) => source), ...finals]) {
    if (reached.has(state.text) || said.has(state.text)) continue;
    said.add(state.text);
    cursor.warn("unreachable-state", state.span, `no run comes to state (${state.text})`, ["what could happen there is left out"]);
  }
}
