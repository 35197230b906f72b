/**
 * A finite automaton as the local type of a member of a context: sequences, choices, and recursions that are jumped to. What writes automata of this program,
 * and what reads those of other formats, gives states with their names, and edges with their actions as written.
 */
import type { Span } from "../../diagnostics/index.ts";
import { present } from "../../present.ts";
import type { ContextMember, LocalBlock, LocalStatement, Name } from "../../syntax/index.ts";

/** An edge of a state: what is done, and where it leads. `at` is where the target is named. */
export interface WrittenEdge {
  readonly action: LocalStatement;
  readonly target: number;
  readonly at: Span;
}

export interface WrittenState {
  /** The name of the recursion that the state becomes where several edges lead to it; no other state has it. */
  readonly name: string;
  readonly isFinal: boolean;
  readonly edges: readonly WrittenEdge[];
}

export interface WrittenAutomaton {
  readonly role: Name;
  readonly initial: number;
  readonly states: readonly WrittenState[];
  readonly span: Span;
}

/** Down to this many blocks, what follows an action is written behind it; what is deeper stands at the end of the member, as a loop that is jumped to. */
const deepest = 12;

/** The loop at the end of a member that a final state jumps to where something else follows it. */
const usualEndName = "End";

/**
 * Returns the member with this automaton. A state is written once: as `rec S { … }` if several edges lead to it, and `continue S` elsewhere; a choice of a final
 * state has an empty branch. States without edges are final, because no text has others; those that cannot be reached are left out. Linear in the automaton.
 */
export function writtenMember(automaton: WrittenAutomaton): ContextMember {
  const { role, span } = automaton;
  // An end inside a text of one piece is its end; where pieces follow each other, each end is a jump.
  const statements = written(automaton, "falls") ?? present(written(automaton, "jumps"));
  return { role, body: { statements, span }, span };
}

/** Undefined if the text has several pieces, and ends are to fall through. */
function written({ initial, states, span }: WrittenAutomaton, ends: "falls" | "jumps"): readonly LocalStatement[] | undefined {
  const endName = unused(states);
  const isNamed = new Uint8Array(states.length);
  const isMet = new Uint8Array(states.length);
  for (const state of reached(states, initial, isNamed)) if (present(states[state]).edges.length === 0) isNamed[state] = 0;
  const jumpsToEnd: LocalStatement[] = [];
  const pieces: number[] = [];

  const nameOf = (state: number): string => present(states[state]).name;
  const jump = (text: string, at: Span): LocalStatement => ({ kind: "continue", variable: { text, span: at }, span: at });
  const end = (at: Span): readonly LocalStatement[] => {
    if (ends === "falls") return [];
    const own = jump(endName, at);
    jumpsToEnd.push(own);
    return [own];
  };

  /** Appends what the state does. `at` is the edge that leads to it. Recursive along nested blocks only. */
  function append(first: number, into: LocalStatement[], depth: number, at: Span): void {
    let [state, here, level, before] = [first, into, depth, at];
    for (;;) {
      const { isFinal, edges } = present(states[state]);
      const [only, another] = edges;
      if (only === undefined) {
        here.push(...end(before));
        return;
      }
      const isOpen = isMet[state] === 0;
      if (isOpen && level < deepest) {
        isMet[state] = 1;
        if (isNamed[state] === 1) {
          const body: LocalStatement[] = [];
          here.push(recursion(nameOf(state), body, only.action.span));
          [here, level] = [body, level + 1];
        }
      } else {
        if (isOpen) {
          isMet[state] = 1;
          pieces.push(state);
        }
        here.push(jump(nameOf(state), before));
        return;
      }
      if (another !== undefined || isFinal) {
        here.push(choice(edges, isFinal, level, before));
        return;
      }
      before = only.at;
      here.push(only.action);
      state = only.target;
    }
  }

  function choice(edges: readonly WrittenEdge[], isFinal: boolean, level: number, before: Span): LocalStatement {
    const branches = edges.map(({ action, target, at }): LocalBlock => {
      const statements = [action];
      append(target, statements, level + 1, at);
      return { statements, span: action.span };
    });
    if (isFinal) branches.push({ statements: end(before), span: before });
    return { kind: "choice", branches, span: present(branches[0]).span };
  }

  const statements: LocalStatement[] = [];
  append(initial, statements, 0, span);
  if (pieces.length > 0 && ends === "falls") return undefined;
  for (const state of pieces) {
    // What a piece begins with is written here, so it counts as new, and its name is given by the loop around it.
    isMet[state] = 0;
    isNamed[state] = 0;
    const body: LocalStatement[] = [];
    const at = present(states[state]).edges[0]?.action.span ?? span;
    statements.push(recursion(nameOf(state), body, at));
    append(state, body, 1, at);
  }
  if (jumpsToEnd.length > 0) statements.push({ kind: "rec", variable: { text: endName, span }, body: { statements: [], span }, span });
  return statements;
}

/** The states that can be reached; `isNamed` gets those that several edges lead to, or that are initial and come back. */
function reached(states: readonly WrittenState[], initial: number, isNamed: Uint8Array): Iterable<number> {
  const found = new Set([initial]);
  for (const state of found) {
    for (const { target } of present(states[state]).edges) {
      if (found.has(target)) isNamed[target] = 1;
      else found.add(target);
    }
  }
  return found;
}

function recursion(name: string, statements: readonly LocalStatement[], span: Span): LocalStatement {
  return { kind: "rec", variable: { text: name, span }, body: { statements, span }, span };
}

function unused(states: readonly WrittenState[]): string {
  const taken = new Set(states.map(({ name }) => name));
  let name = usualEndName;
  for (let count = 2; taken.has(name); count++) name = `${usualEndName}${String(count)}`;
  return name;
}
