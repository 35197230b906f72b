/**
 * Final states with sends. What is judged of automata takes a run to be complete only where nobody can move; a role that is over in such a state, and silent, is
 * what the verdicts do not speak of, and they say so.
 */
import type { LocalAutomaton } from "../../calculus/protocols/index.ts";

/** The assumption that such roles go on, in a sentence that names them; empty if there are none. Linear. */
export function goesOn(automata: readonly LocalAutomaton[]): readonly string[] {
  const roles = automata.filter(mayBeOverAndSend).map(({ role }) => role);
  return roles.length === 0 ? [] : [`who may be over and can still send goes on as long as it can: ${roles.join(", ")}`];
}

function mayBeOverAndSend({ initial, states }: LocalAutomaton): boolean {
  const reached = new Set([initial]);
  for (const number of reached) {
    const { isFinal = false, edges = [] } = states[number] ?? {};
    if (isFinal && edges.some(({ action }) => action.direction === "send")) return true;
    for (const { target } of edges) reached.add(target);
  }
  return false;
}
