/** Roles whose next message may come from one of several peers: for them it matters which of two independent messages is there first. */
import type { LocalAutomaton } from "./automata.ts";

/** Whether some state of the automaton receives from more than one peer. Linear. */
export function listensToSeveral({ states }: LocalAutomaton): boolean {
  return states.some(({ edges }) => {
    const peers = new Set(edges.flatMap(({ action: { direction, peer } }) => (direction === "receive" ? [peer] : [])));
    return peers.size > 1;
  });
}
