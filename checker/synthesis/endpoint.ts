/** An endpoint as the search for a protocol sees it: positions as numbers, what it may send there, and where it goes with what comes. */
import type { Message, Role } from "../../calculus/core/index.ts";
import { nowhere, type Span } from "../../calculus/diagnostics/index.ts";
import { present } from "../../calculus/present.ts";
import { messageKey, type LocalAutomaton } from "../../calculus/protocols/index.ts";

/** A message that a role may send next. `peer` is the number of an endpoint, `target` a position. */
export interface Offer {
  readonly peer: number;
  readonly key: string;
  readonly message: Message;
  readonly target: number;
  readonly span: Span;
}

/** A peer without an endpoint: it neither sends nor receives. */
export const nobody = -1;

export interface Endpoint {
  readonly initial: number;
  /** The choice that it makes next; none where it waits or has finished. */
  readonly offers: (position: number) => readonly Offer[];
  readonly receive: (position: number, sender: number, key: string) => number | undefined;
  /** It may have finished, and sends nothing. */
  readonly isOver: (position: number) => boolean;
  /** What it may do only if the protocol has it send later than it does; absent where it is to do what the protocol says and when it says so. */
  readonly early?: {
    readonly receive: (position: number, sender: number, key: string) => number | undefined;
    /** Choices behind messages that it has sent and that the protocol has for later. */
    readonly offers: (position: number) => readonly (readonly Offer[])[];
  };
}

export interface EndpointState {
  readonly isFinal: boolean;
  readonly offers: readonly Offer[];
  /** Where it goes with a message, by sender and message. */
  readonly awaits: ReadonlyMap<string, number>;
}

/** The key of a message from a sender in `awaits`. */
export function awaited(sender: number, key: string): string {
  return `${String(sender)} ${key}`;
}

/** The states of automata with peers as numbers. */
export function endpointStates(automata: readonly LocalAutomaton[]): readonly (readonly EndpointState[])[] {
  const numbers = new Map<Role, number>(automata.map(({ role }, index) => [role, index]));
  return automata.map(({ states }) =>
    states.map(({ isFinal, edges }) => {
      const offers: Offer[] = [];
      const awaits = new Map<string, number>();
      for (const { action, target, span } of edges) {
        const { direction, message } = action;
        const peer = numbers.get(action.peer) ?? nobody;
        const key = messageKey(message);
        if (direction === "send") offers.push({ peer, key, message, target, span: span ?? nowhere });
        else awaits.set(awaited(peer, key), target);
      }
      return { isFinal, offers, awaits };
    }),
  );
}

/** Endpoints that do what the protocol says when it says so: positions are states. */
export function exactEndpoints(automata: readonly LocalAutomaton[]): readonly Endpoint[] {
  return endpointStates(automata).map((states, index) => ({
    initial: present(automata[index]).initial,
    offers: (position) => present(states[position]).offers,
    receive: (position, sender, key) => present(states[position]).awaits.get(awaited(sender, key)),
    isOver: (position) => present(states[position]).isFinal && present(states[position]).offers.length === 0,
  }));
}
