/** Runs of a network of local automata that the protocol does not have, looked for depth first, trace by trace. */
import { eventKey, membership, messageKey } from "../../calculus/protocols/index.ts";
import type { GlobalAutomaton, LocalAutomaton, SplitEvent } from "../../calculus/protocols/index.ts";

/** A run that is none of the protocol's, among at most `limit` traces of at most `depth` steps; what one role does next to what another does is tried in one order only. */
export function foreignTrace(protocol: GlobalAutomaton, automata: readonly LocalAutomaton[], depth: number, limit: number): readonly SplitEvent[] | undefined {
  const seen = new Set<string>();
  const waiting: { readonly trace: readonly SplitEvent[]; readonly states: readonly number[]; readonly queues: ReadonlyMap<string, readonly string[]> }[] = [
    { trace: [], states: automata.map(({ initial }) => initial), queues: new Map() },
  ];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    // Traces with equal views of all roles are one.
    const key = automata
      .map(({ role }) =>
        at.trace
          .filter((event) => (event.kind === "send" ? event.sender : event.receiver) === role)
          .map(eventKey)
          .join(),
      )
      .join("|");
    if (seen.has(key)) continue;
    if (seen.size >= limit) return undefined;
    seen.add(key);
    if (membership(protocol, at.trace) === "neither") return at.trace;
    if (at.trace.length >= depth) continue;
    for (const [index, { role, states }] of automata.entries()) {
      for (const { action, target } of states[at.states[index] ?? 0]?.edges ?? []) {
        const [sender, receiver] = action.direction === "send" ? [role, action.peer] : [action.peer, role];
        const channel = `${sender} ${receiver}`;
        const queue = at.queues.get(channel) ?? [];
        const message = messageKey(action.message);
        if (action.direction === "receive" && queue[0] !== message) continue;
        const queues = new Map(at.queues).set(channel, action.direction === "send" ? [...queue, message] : queue.slice(1));
        waiting.push({ trace: [...at.trace, { kind: action.direction, sender, receiver, message }], states: at.states.with(index, target), queues });
      }
    }
  }
  return undefined;
}
