/**
 * The grammar of Sprout's files, after the reference of the tool:
 *
 *   Initial state: (0)
 *   Initial register assignments: r=0, q>0
 *   (0) p->q:x{x>r/\r'=x} (1)      as many as there are
 *   Final states: (1), (2)
 */
import type { Limits } from "../../../calculus/diagnostics/index.ts";
import type { DataCondition, Name } from "../../../calculus/syntax/index.ts";
import type { TokenCursor } from "../token-cursor.ts";
import { recovery } from "../token-cursor.ts";
import type { Registers, SproutAutomaton, Transition } from "./automaton.ts";
import { readCondition } from "./conditions.ts";

/** Reads the automaton, with recovery by line; undefined where it has no beginning. Linear in the text. */
export function readAutomaton(cursor: TokenCursor, limits: Limits): SproutAutomaton | undefined {
  const initial = attempt(() => {
    header(cursor, ["Initial", "state"]);
    return readState(cursor);
  });
  const names = new Set<string>();
  const registers = attempt(() => readRegisters(cursor, limits, names));
  const transitions: Transition[] = [];
  while (!cursor.atEnd() && !cursor.is("Final")) {
    const before = cursor.position();
    const transition = attempt(() => readTransition(cursor, limits, names));
    if (transition === undefined) recover(cursor, before);
    else transitions.push(transition);
  }
  const finals = attempt(() => readFinals(cursor)) ?? [];
  return initial === undefined ? undefined : { initial, registers, transitions, finals };
}

function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (failure) {
    if (failure !== recovery) throw failure;
    return undefined;
  }
}

/** Moves to what may be the next transition, or to the last line. */
function recover(cursor: TokenCursor, before: number): void {
  if (cursor.position() === before) cursor.advance();
  const isTransition = (): boolean => cursor.is("(") && /^[0-9]/.test(cursor.ahead(1).text) && cursor.is(")", 2) && cursor.isWord(3) && !cursor.is("Final", 3);
  while (!cursor.atEnd() && !cursor.is("Final") && !isTransition()) cursor.advance();
}

/** Takes `Initial state:` and the like. */
function header(cursor: TokenCursor, words: readonly string[]): void {
  const written = `\`${words.join(" ")}:\``;
  for (const word of words) cursor.expect(word, written);
  cursor.expect(":", written);
}

/** `(3)`; states are known by their numbers. */
function readState(cursor: TokenCursor): Name {
  const { start } = cursor.token();
  cursor.expect("(", "a state, `(` and its number");
  if (!/^[0-9]/.test(cursor.token().text)) cursor.unexpected("the number of a state");
  const { text } = cursor.advance();
  cursor.expect(")");
  return { text: text.replace(/^0+(?=.)/, ""), span: cursor.spanFrom(start) };
}

/** Reads the line of the registers, and adds their names. */
function readRegisters(cursor: TokenCursor, limits: Limits, registers: Set<string>): Registers | undefined {
  header(cursor, ["Initial", "register", "assignments"]);
  const { start } = cursor.token();
  if (cursor.atEnd() || cursor.is("(") || cursor.is("Final")) return undefined;
  let begin: DataCondition | undefined;
  do {
    const { condition, names } = readCondition(cursor, limits, { variable: undefined, registers: undefined });
    for (const name of names) registers.add(name);
    begin = begin === undefined ? condition : { kind: "and", left: begin, right: condition };
  } while (cursor.accept(","));
  return { names: [...registers], start: begin, span: cursor.spanFrom(start) };
}

function readTransition(cursor: TokenCursor, limits: Limits, registers: ReadonlySet<string>): Transition {
  const { start } = cursor.token();
  const source = readState(cursor);
  const from = readName(cursor, "the participant that sends");
  cursor.expect("->");
  const to = readName(cursor, "the participant that receives");
  cursor.expect(":", "`:` and the variable of the value that is sent");
  const variable = readName(cursor, "the variable of the value that is sent");
  cursor.expect("{", "`{` and a condition");
  const { condition, kind } = readCondition(cursor, limits, { variable: variable.text, registers });
  cursor.expect("}", "an operator or `}`");
  const target = readState(cursor);
  return { source, from, to, variable, kind, condition, target, span: cursor.spanFrom(start) };
}

function readName(cursor: TokenCursor, what: string): Name {
  if (!/^[A-Za-z]\w*$/.test(cursor.token().text)) return cursor.unexpected(what);
  return cursor.name(what);
}

function readFinals(cursor: TokenCursor): readonly Name[] {
  header(cursor, ["Final", "states"]);
  const finals: Name[] = [];
  while (!cursor.atEnd()) {
    finals.push(readState(cursor));
    if (cursor.accept(",") && cursor.atEnd()) cursor.unexpected("a state");
  }
  return finals;
}
