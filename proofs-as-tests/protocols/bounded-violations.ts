/**
 * What is wrong with a network of local automata as an implementation of a protocol, by looking at its traces up to a bound: a trace that the protocol does
 * not allow, or a configuration in which nobody can move although somebody waits or a message is left. Knows nothing of coherence.
 */
import type { GlobalAutomaton, LocalAutomaton, SplitEvent } from "../../calculus/protocols/index.ts";
import { eventKey, membership, messageKey } from "../../calculus/protocols/index.ts";

export interface TraceViolation {
  readonly kind: "infidelity" | "deadlock";
  readonly trace: readonly SplitEvent[];
}

/** `undecided`: no violation among the traces within the bounds, and there are more. */
export type TraceSearch = { readonly kind: "none" | "undecided" } | { readonly kind: "found"; readonly violation: TraceViolation };

interface Node {
  readonly states: readonly number[];
  readonly queues: ReadonlyMap<string, readonly string[]>;
  readonly trace: readonly SplitEvent[];
}

/**
 * Breadth first over what each role has done, so traces that differ in the order of independent events count once; at most `limit` of them, `depth` events each.
 */
export function boundedViolation(protocol: GlobalAutomaton, automata: readonly LocalAutomaton[], depth: number, limit: number): TraceSearch {
  const start: Node = { states: automata.map(({ initial }) => initial), queues: new Map(), trace: [] };
  const seen = new Set([wordsKey(automata, start.trace)]);
  const waiting = [start];
  let isCut = false;
  for (const node of waiting) {
    const steps = successors(automata, node);
    if (steps.length === 0 && !isOver(automata, node)) return { kind: "found", violation: { kind: "deadlock", trace: node.trace } };
    if (node.trace.length >= depth && steps.length > 0) {
      isCut = true;
      continue;
    }
    for (const next of steps) {
      const key = wordsKey(automata, next.trace);
      if (seen.has(key)) continue;
      if (seen.size >= limit) {
        isCut = true;
        break;
      }
      seen.add(key);
      if (membership(protocol, next.trace) === "neither") return { kind: "found", violation: { kind: "infidelity", trace: next.trace } };
      waiting.push(next);
    }
  }
  return { kind: isCut ? "undecided" : "none" };
}

/** Does the network have this trace? */
export function hasTrace(automata: readonly LocalAutomaton[], trace: readonly SplitEvent[]): boolean {
  let node: Node = { states: automata.map(({ initial }) => initial), queues: new Map(), trace: [] };
  for (const event of trace) {
    const next = successors(automata, node).find((each) => lastKey(each) === eventKey(event));
    if (next === undefined) return false;
    node = next;
  }
  return true;
}

function lastKey({ trace }: Node): string {
  const last = trace.at(-1);
  return last === undefined ? "" : eventKey(last);
}

function successors(automata: readonly LocalAutomaton[], { states, queues, trace }: Node): readonly Node[] {
  return automata.flatMap(({ role, states: own }, index) =>
    (own[states[index] ?? 0]?.edges ?? []).flatMap(({ action: { direction, peer, message }, target }): readonly Node[] => {
      const [sender, receiver] = direction === "send" ? [role, peer] : [peer, role];
      const event = { kind: direction, sender, receiver, message: messageKey(message) };
      const channel = `${sender} ${receiver}`;
      const queue = queues.get(channel) ?? [];
      if (direction === "receive" && queue[0] !== event.message) return [];
      const changed = direction === "send" ? [...queue, event.message] : queue.slice(1);
      return [{ states: states.with(index, target), queues: new Map(queues).set(channel, changed), trace: [...trace, event] }];
    }),
  );
}

function isOver(automata: readonly LocalAutomaton[], { states, queues }: Node): boolean {
  return automata.every(({ states: own }, index) => own[states[index] ?? 0]?.isFinal === true) && [...queues.values()].every((queue) => queue.length === 0);
}

function wordsKey(automata: readonly LocalAutomaton[], trace: readonly SplitEvent[]): string {
  const words = new Map<string, string>(automata.map(({ role }) => [role, ""]));
  for (const event of trace) {
    const role = event.kind === "send" ? event.sender : event.receiver;
    words.set(role, `${words.get(role) ?? ""}${eventKey(event)}`);
  }
  return [...words.values()].join("|");
}
