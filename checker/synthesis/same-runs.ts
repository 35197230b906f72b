/** Whether two protocols have the same runs: what was written is what was meant. */
import { present } from "../../calculus/present.ts";
import { messageKey, type GlobalAutomaton } from "../../calculus/protocols/index.ts";

/** Whether deterministic automata have the same runs, and end after the same ones. At most the product of their states. */
export function haveSameRuns(left: GlobalAutomaton, right: GlobalAutomaton): boolean {
  const seen = new Set<string>();
  const waiting: (readonly [number, number])[] = [[left.initial, right.initial]];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const key = pair.join(" ");
    if (seen.has(key)) continue;
    seen.add(key);
    const [one, other] = [present(left.states[pair[0]]), present(right.states[pair[1]])];
    const targets = eventsOf(other);
    if (one.isFinal !== other.isFinal || one.edges.length !== other.edges.length) return false;
    for (const [event, target] of eventsOf(one)) {
      const there = targets.get(event);
      if (there === undefined) return false;
      waiting.push([target, there]);
    }
  }
  return true;
}

function eventsOf({ edges }: GlobalAutomaton["states"][number]): ReadonlyMap<string, number> {
  return new Map(edges.map(({ sender, receiver, message, target }) => [JSON.stringify([sender, receiver, messageKey(message)]), target]));
}
