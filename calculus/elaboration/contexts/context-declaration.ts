/**
 * From automata back to a context as written: what readers of other formats build, and what `convert` prints. Elaborating it gives the automata again, up to
 * the numbers of their states.
 */
import type { LocalAutomaton, LocalEdge, Message } from "../../core/index.ts";
import { nowhere } from "../../diagnostics/index.ts";
import type { Span } from "../../diagnostics/index.ts";
import { present } from "../../present.ts";
import type { ContextMember, Declaration, LocalBlock, LocalStatement, Name, PayloadItem } from "../../syntax/index.ts";

/** Down to this many blocks, what follows an action is written behind it; what is deeper stands at the end of the member, as a loop that is jumped to. */
const deepest = 12;

/** The loop at the end of a member that a final state jumps to where something else follows it. */
const endName = "End";

/**
 * Returns the declaration of the context that has these automata; `span` is where the whole is written, edges keep their own. A state is written once: as
 * `rec S3 { … }` if several edges lead to it, and `continue S3` elsewhere. Automata may be any graphs and have any number of states, but are deterministic;
 * states that cannot be reached are left out, and a state without edges is final, because no text has another. Linear in the automata.
 */
export function contextDeclaration(name: string, automata: readonly LocalAutomaton[], span: Span = nowhere): Extract<Declaration, { kind: "context" }> {
  return { kind: "context", name: { text: name, span }, members: automata.map((automaton) => memberOf(automaton, span)), span };
}

function memberOf(automaton: LocalAutomaton, span: Span): ContextMember {
  const role: Name = { text: automaton.role, span };
  // An end inside a text of one piece is its end; where pieces follow each other, each end is a jump.
  const statements = written(automaton, span, "falls") ?? present(written(automaton, span, "jumps"));
  return { role, body: { statements, span }, span };
}

/** Undefined if the text has several pieces, and ends are to fall through. */
function written({ initial, states }: LocalAutomaton, span: Span, ends: "falls" | "jumps"): readonly LocalStatement[] | undefined {
  const isNamed = new Uint8Array(states.length);
  const isMet = new Uint8Array(states.length);
  for (const state of reached(states, initial, isNamed)) if (present(states[state]).edges.length === 0) isNamed[state] = 0;
  const jumpsToEnd: LocalStatement[] = [];
  const pieces: number[] = [];

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
          here.push(recursion(state, body, only.span ?? span));
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
      before = only.span ?? span;
      here.push(actionOf(only, before));
      state = only.target;
    }
  }

  function choice(edges: readonly LocalEdge[], isFinal: boolean, level: number, before: Span): LocalStatement {
    const branches = edges.map((edge): LocalBlock => {
      const at = edge.span ?? span;
      const statements = [actionOf(edge, at)];
      append(edge.target, statements, level + 1, at);
      return { statements, span: at };
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
    const at = present(states[state]).edges[0]?.span ?? span;
    statements.push(recursion(state, body, at));
    append(state, body, 1, at);
  }
  if (jumpsToEnd.length > 0) statements.push({ kind: "rec", variable: { text: endName, span }, body: { statements: [], span }, span });
  return statements;
}

/** The states that can be reached; `isNamed` gets those that several edges lead to, or that are initial and come back. */
function reached(states: LocalAutomaton["states"], initial: number, isNamed: Uint8Array): Iterable<number> {
  const found = new Set([initial]);
  for (const state of found) {
    for (const { target } of present(states[state]).edges) {
      if (found.has(target)) isNamed[target] = 1;
      else found.add(target);
    }
  }
  return found;
}

function nameOf(state: number): string {
  return `S${String(state)}`;
}

function recursion(state: number, statements: readonly LocalStatement[], span: Span): LocalStatement {
  return { kind: "rec", variable: { text: nameOf(state), span }, body: { statements, span }, span };
}

function actionOf({ action: { direction, peer, message } }: LocalEdge, span: Span): LocalStatement {
  return {
    kind: direction,
    peer: { text: peer, span },
    label: { text: message.label, span },
    payload: message.payload.map((item) => itemOf(item, span)),
    span,
  };
}

function itemOf({ name, sort }: Message["payload"][number], span: Span): PayloadItem {
  return {
    ...(name === undefined ? {} : { name: { text: name, span } }),
    sort:
      sort.kind === "value"
        ? { kind: "value", type: sort.type }
        : { kind: "session", protocol: { text: sort.protocol, span }, role: { text: sort.role, span } },
    span,
  };
}
