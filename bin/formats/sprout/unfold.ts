/**
 * From a global automaton to the tree of a protocol. A state that is left again by a way back to it becomes a `rec`; a state that is reached in two ways
 * without one being around the other is written once for each of them.
 */
import type { Limits, Span } from "../../../calculus/diagnostics/index.ts";
import type { Name, ProtocolBlock, ProtocolStatement } from "../../../calculus/syntax/index.ts";
import type { TokenCursor } from "../token-cursor.ts";
import type { Transition } from "./automaton.ts";
import type { SproutMessage } from "./messages.ts";

/** Messages in the tree of one automaton, once states that are reached in several ways are written out. */
export const mostUnfolded = 200_000;

/** The states that can be reached: their transitions, and whether they are final. */
export interface StateTable {
  readonly transitions: ReadonlyMap<string, readonly Transition[]>;
  readonly isFinal: (state: string) => boolean;
}

/** Statements from the last to the first; `height` bounds how deep blocks nest in them. */
interface Reversed {
  readonly statements: ProtocolStatement[];
  readonly height: number;
}

interface Visited {
  readonly state: Name;
  isRepeated: boolean;
}

/** Returns the body of the protocol; fails at `mostUnfolded` and beyond the limit on nesting. Linear in the tree; recursive along its nesting only. */
export function unfold(
  initial: Name,
  table: StateTable,
  messageOf: (transition: Transition) => SproutMessage,
  whole: Span,
  cursor: TokenCursor,
  limits: Limits,
): ProtocolBlock {
  const around = new Map<string, Visited>();
  let written = 0;

  function message(transition: Transition): ProtocolStatement {
    const { from, to, span } = transition;
    if (++written > mostUnfolded) {
      cursor.fail("not-yet-supported", span, `this automaton has no tree of at most ${String(mostUnfolded)} messages, which is the limit`, [
        "a state that is reached in several ways is written out once for each of them",
      ]);
    }
    return { kind: "message", from, to: [to], ...messageOf(transition), span };
  }

  function raised(height: number, span: Span): number {
    if (height > limits.nesting) cursor.fail("nesting-too-deep", span, `choices and loops are nested deeper than ${String(limits.nesting)}, the limit`);
    return height;
  }

  /** What is done from a state on. */
  function from(start: Name, depth: number): Reversed {
    const line: { readonly visited: Visited; statement?: ProtocolStatement }[] = [];
    let last: ProtocolStatement | undefined;
    let height = 0;
    for (let state = start; ;) {
      const before = around.get(state.text);
      if (before !== undefined) {
        before.isRepeated = true;
        last = { kind: "continue", variable: variableOf(state), span: state.span };
        break;
      }
      const visited: Visited = { state, isRepeated: false };
      around.set(state.text, visited);
      const transitions: readonly Transition[] = table.transitions.get(state.text) ?? [];
      const only: Transition | undefined = transitions[0];
      if (only !== undefined && transitions.length === 1 && !table.isFinal(state.text)) {
        line.push({ visited, statement: message(only) });
        state = only.target;
        continue;
      }
      line.push({ visited });
      if (only !== undefined) {
        const choice = choose(only, transitions, table.isFinal(state.text), depth);
        last = choice.statement;
        height = choice.height;
      }
      break;
    }
    let value: Reversed = { statements: last === undefined ? [] : [last], height };
    for (const { visited, statement } of line.reverse()) {
      if (statement !== undefined) value.statements.push(statement);
      around.delete(visited.state.text);
      if (!visited.isRepeated) continue;
      const { state } = visited;
      const body: ProtocolBlock = { statements: value.statements.toReversed(), span: state.span };
      value = {
        statements: [{ kind: "rec", variable: variableOf(state), body, span: state.span }],
        height: raised(value.height + 1, state.span),
      };
    }
    return value;
  }

  function choose(first: Transition, transitions: readonly Transition[], mayEnd: boolean, depth: number): { statement: ProtocolStatement; height: number } {
    const span = { ...first.span, end: (transitions.at(-1) ?? first).span.end };
    raised(depth + 1, first.span);
    let height = 0;
    const branches = transitions.map((transition): ProtocolBlock => {
      const head = message(transition);
      const rest = from(transition.target, depth + 1);
      rest.statements.push(head);
      height = Math.max(height, rest.height);
      return { statements: rest.statements.reverse(), span: transition.span };
    });
    if (mayEnd) branches.push({ statements: [], span: first.source.span });
    return { statement: { kind: "choice", at: first.from, branches, span }, height: raised(height + 1, first.span) };
  }

  return { statements: from(initial, 0).statements.reverse(), span: whole };
}

function variableOf({ text, span }: Name): Name {
  return { text: `s${text}`, span };
}
