/** Messages that a network loses: they wait for a role that, whatever happens, never receives from their sender again. */
import type { LocalAutomaton, SplitEvent } from "../../calculus/protocols/index.ts";

interface Configuration {
  readonly states: readonly number[];
  readonly queues: ReadonlyMap<string, readonly string[]>;
}

/**
 * A message of one of these peers that waits for this role in vain, breadth first; undefined if there is none within `limit` configurations with at most two
 * messages in a queue.
 */
export function lostMessage(automata: readonly LocalAutomaton[], index: number, peers: ReadonlySet<string>, limit: number): SplitEvent | undefined {
  const receiver = automata[index];
  if (receiver === undefined) return undefined;
  const heard = receiver.states.map((_, state) => heardFrom(receiver, state));
  const start: Configuration = { states: automata.map(({ initial }) => initial), queues: new Map() };
  const seen = new Set([keyOf(start)]);
  const waiting = [start];
  for (const configuration of waiting) {
    for (const [channel, [head]] of configuration.queues) {
      const [sender = "", to = ""] = channel.split(" ");
      if (to === receiver.role && peers.has(sender) && head !== undefined && heard[configuration.states[index] ?? 0]?.has(sender) !== true) {
        return { kind: "send", sender, receiver: to, message: head };
      }
    }
    for (const next of steps(automata, configuration)) {
      const key = keyOf(next);
      if (seen.has(key) || seen.size >= limit) continue;
      seen.add(key);
      waiting.push(next);
    }
  }
  return undefined;
}

/**
 * The peers that an endpoint hears from whatever it chooses: as long as it may receive from them at all, it cannot end or go on for ever without. A subtype may
 * never choose the branch in which another would be heard.
 */
export function surelyHeard(automaton: LocalAutomaton): ReadonlySet<string> {
  const { states } = automaton;
  const peers = new Set(states.flatMap(({ edges }) => edges.filter(({ action }) => action.direction === "receive").map(({ action }) => action.peer)));
  return new Set(
    [...peers].filter((peer) => {
      const hears = states.map((_, state) => heardFrom(automaton, state).has(peer));
      // Struck are states that surely come to hear from the peer; what is left avoids it.
      const avoiding = new Set([...states.keys()].filter((state) => hears[state]));
      for (let before = -1; before !== avoiding.size;) {
        before = avoiding.size;
        for (const state of [...avoiding]) {
          const edges = states[state]?.edges ?? [];
          const isSure =
            edges.length > 0 &&
            edges.every(({ action, target }) => (action.direction === "receive" && action.peer === peer) || (hears[target] && !avoiding.has(target)));
          if (isSure) avoiding.delete(state);
        }
      }
      return avoiding.size === 0;
    }),
  );
}

/** From whom the role may still receive. */
function heardFrom({ states }: LocalAutomaton, from: number): ReadonlySet<string> {
  const reached = new Set([from]);
  const peers = new Set<string>();
  for (const state of reached) {
    for (const { action, target } of states[state]?.edges ?? []) {
      if (action.direction === "receive") peers.add(action.peer);
      reached.add(target);
    }
  }
  return peers;
}

function steps(automata: readonly LocalAutomaton[], { states, queues }: Configuration): readonly Configuration[] {
  return automata.flatMap(({ role, states: own }, index) =>
    (own[states[index] ?? 0]?.edges ?? []).flatMap(({ action: { direction, peer, message }, target }): readonly Configuration[] => {
      const channel = direction === "send" ? `${role} ${peer}` : `${peer} ${role}`;
      const queue = queues.get(channel) ?? [];
      if (direction === "send" ? queue.length >= 2 : queue[0] !== message.label) return [];
      const after = direction === "send" ? [...queue, message.label] : queue.slice(1);
      return [{ states: states.with(index, target), queues: new Map(queues).set(channel, after) }];
    }),
  );
}

function keyOf({ states, queues }: Configuration): string {
  const full = [...queues].filter(([, queue]) => queue.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${states.join()} ${full.map(([channel, queue]) => `${channel}:${queue.join()}`).join(" ")}`;
}
