/**
 * What goes wrong in a network of local automata with first-in-first-out queues, by looking at its configurations up to bounds: nobody can move although
 * somebody waits or a message is left; a role that only receives finds messages that it does not expect; a value is not of the type that is expected.
 */
import type { Message } from "../../calculus/core/index.ts";
import type { LocalAutomaton, LocalEdge } from "../../calculus/protocols/index.ts";

interface Configuration {
  readonly states: readonly number[];
  readonly queues: ReadonlyMap<string, readonly Message[]>;
}

/** What is wrong first, breadth first; `undefined` if nothing is within `limit` configurations with at most two messages in a queue. */
export function networkFault(automata: readonly LocalAutomaton[], limit: number): string | undefined {
  const start: Configuration = { states: automata.map(({ initial }) => initial), queues: new Map() };
  const seen = new Set([keyOf(start)]);
  const waiting = [start];
  for (const configuration of waiting) {
    const { steps, isBlocked, fault } = stepsOf(automata, configuration);
    if (fault !== undefined) return fault;
    if (steps.length === 0 && !isBlocked && !isOver(automata, configuration)) return "deadlock";
    for (const next of steps) {
      const key = keyOf(next);
      if (seen.has(key) || seen.size >= limit) continue;
      seen.add(key);
      waiting.push(next);
    }
  }
  return undefined;
}

interface Steps {
  readonly steps: readonly Configuration[];
  readonly isBlocked: boolean;
  readonly fault: string | undefined;
}

function stepsOf(automata: readonly LocalAutomaton[], { states, queues }: Configuration): Steps {
  const steps: Configuration[] = [];
  let isBlocked = false;
  let fault: string | undefined;
  for (const [index, { role, states: own }] of automata.entries()) {
    const edges = own[states[index] ?? 0]?.edges ?? [];
    const move = ({ target }: LocalEdge, channel: string, queue: readonly Message[]): void => {
      steps.push({ states: states.with(index, target), queues: new Map(queues).set(channel, queue) });
    };
    const received = edges.filter(({ action }) => action.direction === "receive");
    for (const edge of edges) {
      const { direction, peer, message } = edge.action;
      const channel = direction === "send" ? `${role} ${peer}` : `${peer} ${role}`;
      const queue = queues.get(channel) ?? [];
      const [head] = queue;
      if (direction === "send") {
        if (queue.length >= 2) isBlocked = true;
        else move(edge, channel, [...queue, message]);
      } else if (head?.label === message.label) {
        if (!fits(head, message)) fault ??= `payload of ${head.label}`;
        move(edge, channel, queue.slice(1));
      }
    }
    const peers = new Set(received.map(({ action }) => action.peer));
    const isLost = [...peers].every((peer) => {
      const [head] = queues.get(`${peer} ${role}`) ?? [];
      return head !== undefined && !received.some(({ action }) => action.peer === peer && action.message.label === head.label);
    });
    if (edges.length > 0 && received.length === edges.length && isLost) fault ??= `unexpected message at ${role}`;
  }
  return { steps, isBlocked, fault };
}

/** Whether the values of one message are of the types of another: equal, but for a refinement that only the sender promises. */
function fits(sent: Message, expected: Message): boolean {
  return expected.payload.every(({ sort }, index) => {
    const given = sent.payload[index]?.sort;
    return sort.kind !== "value" || sort.type.kind !== "refined" || (given?.kind === "value" && given.type.kind === "refined");
  });
}

function isOver(automata: readonly LocalAutomaton[], { states, queues }: Configuration): boolean {
  return automata.every(({ states: own }, index) => own[states[index] ?? 0]?.isFinal === true) && [...queues.values()].every((queue) => queue.length === 0);
}

function keyOf({ states, queues }: Configuration): string {
  const full = [...queues].filter(([, queue]) => queue.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${states.join()} ${full.map(([channel, queue]) => `${channel}:${queue.map(({ label }) => label).join()}`).join(" ")}`;
}
