/** Where the steps of a run are written. */
import { actor, eventKey, messageKey, type LocalAutomaton, type SplitEvent } from "../../calculus/protocols/index.ts";

/** The run with the places of its steps in the text, as far as its endpoints are written. */
export function locatedRun(automata: readonly LocalAutomaton[], run: readonly SplitEvent[]): readonly SplitEvent[] {
  const states = new Map(automata.map(({ role, initial }) => [role, initial]));
  return run.map((event) => {
    const automaton = automata.find(({ role }) => role === actor(event));
    const edge = automaton?.states[states.get(automaton.role) ?? 0]?.edges.find(({ action: { direction, peer, message } }) => {
      const [sender, receiver] = direction === "send" ? [actor(event), peer] : [peer, actor(event)];
      return eventKey({ kind: direction, sender, receiver, message: messageKey(message) }) === eventKey(event);
    });
    if (edge !== undefined) states.set(actor(event), edge.target);
    return edge?.span === undefined ? event : { ...event, span: edge.span };
  });
}
