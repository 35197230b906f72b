/**
 * The protocol that endpoints follow when every message is received as soon as it is sent, if they can (after Lange, Tuosto and Yoshida, POPL 2015). In each
 * configuration one role is next: one that sends, and whose messages are all awaited by those whom it may choose to send to. Roles that are ready take turns
 * in the order in which they became ready, so none is passed over for ever. Whatever the order, the protocol is the same up to the order of independent
 * messages, unless two roles race; what comes out is a candidate, and `isProtocolOf` decides.
 */
import { present } from "../../calculus/present.ts";
import type { Message, Role } from "../../calculus/core/index.ts";
import { nowhere, type Span } from "../../calculus/diagnostics/index.ts";
import { messageKey, type GlobalAutomaton, type GlobalEdge, type LocalAutomaton } from "../../calculus/protocols/index.ts";

export type SynchronousProduct =
  | { readonly kind: "complete"; readonly automaton: GlobalAutomaton; readonly configurations: number }
  /** After the messages of `run` somebody is not finished, and nobody's messages are awaited. */
  | { readonly kind: "stuck"; readonly run: readonly GlobalEdge[]; readonly states: readonly number[]; readonly configurations: number }
  | { readonly kind: "capped"; readonly configurations: number };

/** A peer without an endpoint: it neither sends nor receives. */
const nobody = -1;

/** A message that a role may send next. */
interface Offer {
  readonly peer: number;
  readonly key: string;
  readonly message: Message;
  readonly target: number;
  readonly span: Span;
}

interface EndpointState {
  readonly isFinal: boolean;
  readonly offers: readonly Offer[];
  /** Where it goes with a message, by sender and message. */
  readonly awaits: ReadonlyMap<string, number>;
}

/** A configuration with the roles that are ready, the next one first. */
interface Place {
  readonly states: readonly number[];
  readonly ready: readonly number[];
}

/** Builds the candidate. Linear in the configurations that are reached times the roles. */
export function synchronousProduct(automata: readonly LocalAutomaton[], maxConfigurations: number): SynchronousProduct {
  const roles = automata.map(({ role }) => role);
  const endpoints = endpointStates(automata);
  const stateOf = (states: readonly number[], role: number): EndpointState => present(endpoints[role]?.[present(states[role])]);
  const targetOf = (states: readonly number[], sender: number, { peer, key }: Offer): number | undefined =>
    peer === nobody ? undefined : stateOf(states, peer).awaits.get(`${String(sender)} ${key}`);
  const isReady = (states: readonly number[], role: number): boolean => {
    const { offers } = stateOf(states, role);
    return offers.length > 0 && offers.every((offer) => targetOf(states, role, offer) !== undefined);
  };
  const places: Place[] = [];
  const numbers = new Map<string, number>();
  const before: { readonly place: number; readonly edge: GlobalEdge }[] = [];
  const numberOf = (place: Place, from?: { readonly place: number; readonly edge: GlobalEdge }): number => {
    const key = `${place.states.join(" ")},${place.ready.join(" ")}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, places.length);
    if (from !== undefined) before[places.length] = from;
    return places.push(place) - 1;
  };
  const everybody = roles.map((_, role) => role);
  const initial = automata.map((automaton) => automaton.initial);
  numberOf({ states: initial, ready: everybody.filter((role) => isReady(initial, role)) });
  const states: { isFinal: boolean; edges: GlobalEdge[] }[] = [];
  for (let index = 0; index < places.length; index++) {
    if (places.length > maxConfigurations) return { kind: "capped", configurations: places.length };
    const place = present(places[index]);
    const [sender] = place.ready;
    if (sender === undefined) {
      const isOver = everybody.every((role) => stateOf(place.states, role).isFinal && stateOf(place.states, role).offers.length === 0);
      if (!isOver) return { kind: "stuck", run: runTo(before, index), states: place.states, configurations: places.length };
      states.push({ isFinal: true, edges: [] });
      continue;
    }
    const edges = stateOf(place.states, sender).offers.map((offer): GlobalEdge => {
      const { peer, message, target, span } = offer;
      const after = place.states.with(sender, target).with(peer, present(targetOf(place.states, sender, offer)));
      const waiting = place.ready.slice(1).filter((role) => isReady(after, role));
      const next = [sender, peer, ...everybody].filter((role, at, all) => all.indexOf(role) === at && !waiting.includes(role) && isReady(after, role));
      const edge = { sender: present(roles[sender]), receiver: present(roles[peer]), message, target: 0, span };
      return { ...edge, target: numberOf({ states: after, ready: [...waiting, ...next] }, { place: index, edge }) };
    });
    states.push({ isFinal: false, edges });
  }
  return { kind: "complete", automaton: { roles, initial: 0, states }, configurations: places.length };
}

function runTo(before: readonly { readonly place: number; readonly edge: GlobalEdge }[], place: number): readonly GlobalEdge[] {
  const run: GlobalEdge[] = [];
  for (let step = before[place]; step !== undefined; step = before[step.place]) run.push(step.edge);
  return run.reverse();
}

function endpointStates(automata: readonly LocalAutomaton[]): readonly (readonly EndpointState[])[] {
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
        else awaits.set(`${String(peer)} ${key}`, target);
      }
      return { isFinal, offers, awaits };
    }),
  );
}
