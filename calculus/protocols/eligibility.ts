/**
 * What the theorem on coherence asks of a protocol beforehand: in each state one sender, an event leads to one state, final states are sinks and all others go
 * on (Li, Stutz, Wies and Zufferey, OOPSLA 2025, GCLTS). Automata of well-formed types are so; those that come from elsewhere need not.
 */
import type { GlobalAutomaton } from "./automata.ts";
import { messageKey } from "./message-key.ts";

/** Why the theorem does not apply, in a sentence; undefined where it does. Linear. */
export function ineligible({ states }: GlobalAutomaton): string | undefined {
  for (const { isFinal, edges } of states) {
    if (isFinal && edges.length > 0) return "a final state goes on";
    if (!isFinal && edges.length === 0) return "a state that is not final has no continuation";
    const events = new Map<string, number>();
    for (const { sender, receiver, message, target } of edges) {
      if (sender !== edges[0]?.sender) return `${edges[0]?.sender ?? ""} and ${sender} may both be the next to send`;
      const key = `${receiver.length} ${receiver}${messageKey(message)}`;
      if ((events.get(key) ?? target) !== target) return `${sender} -> ${receiver} : ${message.label} begins two different branches of one choice`;
      events.set(key, target);
    }
  }
  return undefined;
}
