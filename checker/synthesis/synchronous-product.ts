/**
 * The protocol that endpoints follow when every message is received as soon as it is sent, if they can (after Lange, Tuosto and Yoshida, POPL 2015). In each
 * configuration one role is next: one that sends, and whose messages are all awaited by those whom it may choose to send to. Where several
 * are ready, either one conversation is carried on as long as it goes, which gives the shortest text, or they take turns in the order in which they became
 * ready, so that none is passed over for ever. Whatever the order, the protocol is the same up to the order of independent
 * messages, unless two roles race; what comes out is a candidate, and `isProtocolOf` decides.
 */
import { present } from "../../calculus/present.ts";
import type { Role } from "../../calculus/core/index.ts";
import type { GlobalAutomaton, GlobalEdge } from "../../calculus/protocols/index.ts";
import { nobody, type Endpoint, type Offer } from "./endpoint.ts";

export type SynchronousProduct =
  | { readonly kind: "complete"; readonly automaton: GlobalAutomaton; readonly configurations: number }
  /** After the messages of `run` somebody is not finished, and nobody's messages are awaited. */
  | { readonly kind: "stuck"; readonly run: readonly GlobalEdge[]; readonly positions: readonly number[]; readonly configurations: number }
  | { readonly kind: "capped"; readonly configurations: number };

/** A configuration with the roles that are ready, the next one first. */
interface Place {
  readonly positions: readonly number[];
  readonly ready: readonly number[];
}

/** A step of a role with all its choices, and where the receivers go with them. */
interface Turn {
  readonly sender: number;
  readonly choices: readonly { readonly offer: Offer; readonly received: number }[];
}

/** Who is next of those that are ready: who has just acted, if possible, or who has been ready for longest. */
export type Order = "carry-on" | "take-turns";

/** Builds the candidate for the endpoints of these roles. Linear in the configurations that are reached times the roles. */
export function synchronousProduct(roles: readonly Role[], endpoints: readonly Endpoint[], order: Order, maxConfigurations: number): SynchronousProduct {
  const everybody = roles.map((_, role) => role);
  const at = (positions: readonly number[], role: number): number => present(positions[role]);
  const turnOf = (positions: readonly number[], sender: number, offers: readonly Offer[], early: boolean): Turn | undefined => {
    const choices = offers.flatMap((offer) => {
      if (offer.peer === nobody) return [];
      const peer = present(endpoints[offer.peer]);
      const receive = early ? (peer.early?.receive ?? peer.receive) : peer.receive;
      const received = receive(at(positions, offer.peer), sender, offer.key);
      return received === undefined ? [] : [{ offer, received }];
    });
    return choices.length > 0 && choices.length === offers.length ? { sender, choices } : undefined;
  };
  const offersOf = (positions: readonly number[], role: number): readonly Offer[] => present(endpoints[role]).offers(at(positions, role));
  const isReady = (positions: readonly number[], role: number): boolean => turnOf(positions, role, offersOf(positions, role), false) !== undefined;
  const nextTurn = ({ positions, ready }: Place): Turn | undefined => {
    const [first] = ready;
    if (first !== undefined) return turnOf(positions, first, offersOf(positions, first), false);
    for (const role of everybody) {
      const { early } = present(endpoints[role]);
      if (early === undefined) continue;
      for (const offers of [offersOf(positions, role), ...early.offers(at(positions, role))]) {
        const turn = turnOf(positions, role, offers, true);
        if (turn !== undefined) return turn;
      }
    }
    return undefined;
  };
  const places: Place[] = [];
  const numbers = new Map<string, number>();
  const before: { readonly place: number; readonly edge: GlobalEdge }[] = [];
  const numberOf = (place: Place, from?: { readonly place: number; readonly edge: GlobalEdge }): number => {
    const key = `${place.positions.join(" ")},${place.ready.join(" ")}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, places.length);
    if (from !== undefined) before[places.length] = from;
    return places.push(place) - 1;
  };
  const initial = endpoints.map((endpoint) => endpoint.initial);
  numberOf({ positions: initial, ready: everybody.filter((role) => isReady(initial, role)) });
  const states: { isFinal: boolean; edges: GlobalEdge[] }[] = [];
  for (let index = 0; index < places.length; index++) {
    if (places.length > maxConfigurations) return { kind: "capped", configurations: places.length };
    const place = present(places[index]);
    const turn = nextTurn(place);
    if (turn === undefined) {
      const isOver = endpoints.every((endpoint, role) => endpoint.isOver(at(place.positions, role)));
      if (!isOver) return { kind: "stuck", run: runTo(before, index), positions: place.positions, configurations: places.length };
      states.push({ isFinal: true, edges: [] });
      continue;
    }
    const { sender, choices } = turn;
    const edges = choices.map(({ offer: { peer, message, target, span }, received }): GlobalEdge => {
      const after = place.positions.with(sender, target).with(peer, received);
      const waiting = place.ready.filter((role) => role !== sender && isReady(after, role));
      const next = [sender, peer, ...everybody].filter((role, own, all) => all.indexOf(role) === own && !waiting.includes(role) && isReady(after, role));
      const edge = { sender: present(roles[sender]), receiver: present(roles[peer]), message, target: 0, span };
      return {
        ...edge,
        target: numberOf({ positions: after, ready: order === "carry-on" ? [...next, ...waiting] : [...waiting, ...next] }, { place: index, edge }),
      };
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
