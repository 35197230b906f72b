/** What the notations of automata write: the automata of a context or of the roles of a protocol, and what they cannot say. */
import type { LocalAutomaton, Role } from "../../../calculus/core/index.ts";
import { error } from "../../../calculus/diagnostics/index.ts";
import type { Diagnostic, Span } from "../../../calculus/diagnostics/index.ts";
import { present } from "../../../calculus/present.ts";
import { messageKey } from "../../../calculus/protocols/index.ts";

export interface AutomataToWrite {
  readonly name: string;
  readonly span: Span;
  /** One for each role that is written, without states that are never reached. */
  readonly automata: readonly LocalAutomaton[];
  /** All roles, in order, also those that are not written. */
  readonly roles: readonly Role[];
}

export type WrittenText = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] };

/** The automaton without what is never reached, its states numbered as they are met, 0 the initial one. Linear. */
export function reachedOnly({ role, initial, states }: LocalAutomaton): LocalAutomaton {
  const numbers = new Map([[initial, 0]]);
  for (const state of numbers.keys()) for (const { target } of present(states[state]).edges) if (!numbers.has(target)) numbers.set(target, numbers.size);
  const kept = [...numbers.keys()].map((state) => {
    const { isFinal, edges } = present(states[state]);
    return { isFinal, edges: edges.map((edge) => ({ ...edge, target: present(numbers.get(edge.target)) })) };
  });
  return { role, initial: 0, states: kept };
}

/** The messages by their keys, in the order of the text. */
export function messageKeys(automata: readonly LocalAutomaton[]): Iterable<string> {
  return automata.flatMap(({ states }) => states.flatMap(({ edges }) => edges.map(({ action }) => messageKey(action.message))));
}

/** Refuses states that are an end and go on: only our own language has words for them. */
export function endsThatGoOn({ automata, span }: AutomataToWrite, notation: string): readonly Diagnostic[] {
  return automata.flatMap(({ role, states }) => {
    const state = states.find(({ isFinal, edges }) => isFinal && edges.length > 0);
    if (state === undefined) return [];
    return [error("not-yet-supported", state.edges[0]?.span ?? span, `${notation} cannot say this: ${role} may end where it may also go on`)];
  });
}
