/** Checks the run to a fault of a network of local automata step by step, and the fault at its end afresh. Shares nothing with the exploration. */
import type { LocalAutomaton, SplitEvent } from "../../calculus/protocols/index.ts";
import { actor, eventKey, messageKey, printEvent, queueFault } from "../../calculus/protocols/index.ts";
import type { NetworkFault } from "./explore-automata.ts";

/** Undefined: the run is one of the network and ends in the fault. Otherwise what is wrong with it. */
export function replayNetworkRun(automata: readonly LocalAutomaton[], run: readonly SplitEvent[], fault: NetworkFault, queueBound: number): string | undefined {
  const states = new Map(automata.map(({ role, initial }) => [role, initial]));
  const queues = new Map<string, SplitEvent[]>();
  const channelOf = ({ sender, receiver }: SplitEvent): string => JSON.stringify([sender, receiver]);
  const offers = (automaton: LocalAutomaton): readonly { readonly event: SplitEvent; readonly target: number }[] =>
    (automaton.states[states.get(automaton.role) ?? 0]?.edges ?? []).map(({ action: { direction, peer, message }, target }) => {
      const [sender, receiver] = direction === "send" ? [automaton.role, peer] : [peer, automaton.role];
      return { event: { kind: direction, sender, receiver, message: messageKey(message) }, target };
    });
  const isPossible = (event: SplitEvent): boolean => event.kind === "send" || queues.get(channelOf(event))?.[0]?.message === event.message;
  const wrongQueue = queueFault(run);
  if (wrongQueue !== undefined) return wrongQueue;
  for (const event of run) {
    const automaton = automata.find(({ role }) => role === actor(event));
    const step = automaton === undefined ? undefined : offers(automaton).find((offer) => eventKey(offer.event) === eventKey(event));
    if (automaton === undefined || step === undefined) return `${printEvent(event)} is not a step of ${actor(event)}`;
    states.set(automaton.role, step.target);
    const queue = queues.get(channelOf(event)) ?? [];
    queues.set(channelOf(event), event.kind === "send" ? [...queue, event] : queue.slice(1));
  }
  const left = [...queues.values()].some((queue) => queue.length > 0);
  const allFinal = automata.every(({ role, states: own }) => own[states.get(role) ?? 0]?.isFinal === true);
  const nobodyMoves = automata.every((automaton) => !offers(automaton).some(({ event }) => isPossible(event)));
  const holds: Readonly<Record<NetworkFault, () => boolean>> = {
    deadlock: () => nobodyMoves && (left || !allFinal),
    orphan: () => nobodyMoves && left && allFinal,
    overflow: () => [...queues.values()].some((queue) => queue.length > queueBound),
    reception: () =>
      automata.some((automaton) => {
        const own = offers(automaton).map(({ event }) => event);
        const waiting = own.every((event) => event.kind === "receive" && (queues.get(channelOf(event)) ?? []).length > 0);
        return own.length > 0 && waiting && !own.some(isPossible);
      }),
  };
  return holds[fault]() ? undefined : `the run does not end in the fault that it is to show: ${fault}`;
}
