/**
 * Checks a run of communicating automata step by step, and what it is to show at its end afresh: by looking at what each role might still do whatever the others
 * do, or else at everything that can happen afterwards. Shares nothing with the search that found the run.
 */
import { assertNever } from "../../calculus/assert-never.ts";
import { actor, eventKey, messageKey, printEvent, type LocalAutomaton, type SplitEvent } from "../../calculus/protocols/index.ts";
import type { Role } from "../../calculus/core/index.ts";
import type { Claim, LastingClaim } from "./claim.ts";

/** `confirmed`: run and claim hold. `refuted`: one of them does not. `open`: the run is one of the automata, but the future is too large to be looked at. */
export type ClaimReplay = { readonly kind: "confirmed" | "open" } | { readonly kind: "refuted"; readonly reason: string };

/** Configurations of the future that are looked at. */
const usualFutures = 4000;

interface Configuration {
  readonly states: ReadonlyMap<Role, number>;
  /** By sender and receiver as text. */
  readonly queues: ReadonlyMap<string, readonly string[]>;
}

interface Offer {
  readonly event: SplitEvent;
  readonly target: number;
}

/** Replays a run and checks its claim; `bound`: messages in a queue, for claims about bounded queues. */
export function replayClaim(
  automata: readonly LocalAutomaton[],
  run: readonly SplitEvent[],
  claim: Claim,
  bound?: number,
  futures: number = usualFutures,
): ClaimReplay {
  let at: Configuration = { states: new Map(automata.map(({ role, initial }) => [role, initial])), queues: new Map() };
  for (const event of run) {
    const offer = offersOf(automata, at).find((each) => eventKey(each.event) === eventKey(event));
    if (offer === undefined || !isPossible(at, event, bound)) return { kind: "refuted", reason: `${printEvent(event)} is not possible` };
    at = after(at, offer);
  }
  const wrong = wrongAtEnd(automata, at, claim, bound);
  if (wrong !== undefined) return { kind: "refuted", reason: wrong };
  if (claim.kind === "output") return { kind: "confirmed" };
  if (bound === undefined && isExcluded(automata, at, claim)) return { kind: "confirmed" };
  const isGoal = (event: SplitEvent): boolean => fulfils(claim, event);
  const isKept = ({ event }: Offer): boolean => claim.kind !== "send" || actor(event) !== claim.event.sender;
  const seen = new Set([keyOf(at)]);
  const waiting = [at];
  for (const configuration of waiting) {
    for (const offer of offersOf(automata, configuration)) {
      if (!isPossible(configuration, offer.event, bound)) continue;
      if (isGoal(offer.event))
        return claim.kind === "input" ? { kind: "confirmed" } : { kind: "refuted", reason: `${printEvent(offer.event)} comes after all` };
      if (!isKept(offer)) continue;
      const next = after(configuration, offer);
      const key = keyOf(next);
      if (seen.has(key)) continue;
      if (seen.size >= futures) return { kind: "open" };
      seen.add(key);
      waiting.push(next);
    }
  }
  return claim.kind === "input" ? { kind: "refuted", reason: `${printEvent(claim.other)} never comes` } : { kind: "confirmed" };
}

/** Whether the event is what the claim says never comes; of an input, what it says comes. */
function fulfils(claim: LastingClaim, event: SplitEvent): boolean {
  switch (claim.kind) {
    case "reception":
      return event.kind === "receive" && event.sender === claim.sender && event.receiver === claim.receiver;
    case "progress":
      return event.kind === "receive" && event.receiver === claim.role;
    case "send":
      return event.kind === "receive" && event.sender === claim.event.sender && event.receiver === claim.event.receiver;
    case "input":
      return event.sender === claim.other.sender && event.receiver === claim.other.receiver && event.message === claim.other.message;
    default:
      return assertNever(claim);
  }
}

/** Why the claim does not even begin to hold. */
function wrongAtEnd(automata: readonly LocalAutomaton[], at: Configuration, claim: Claim, bound: number | undefined): string | undefined {
  const offers = offersOf(automata, at).map(({ event }) => event);
  const has = (wanted: SplitEvent): boolean => offers.some((event) => eventKey(event) === eventKey(wanted));
  switch (claim.kind) {
    case "reception":
      return queueOf(at, claim.sender, claim.receiver)[0] === claim.message ? undefined : `${claim.message} is not first in its queue`;
    case "progress": {
      const own = offers.filter((event) => actor(event) === claim.role);
      return own.length > 0 && own.every(({ kind }) => kind === "receive") ? undefined : `${claim.role} does not wait`;
    }
    case "send":
      return has(claim.event) && !isPossible(at, claim.event, bound) ? undefined : `${printEvent(claim.event)} is no send that is held up`;
    case "output":
      return has(claim.event) && has(claim.other) && isPossible(at, claim.event, bound) && !isPossible(at, claim.other, bound)
        ? undefined
        : "the two sends are alike";
    case "input":
      return has(claim.event) && has(claim.other) && isPossible(at, claim.event, bound) ? undefined : "there is no such choice";
    default:
      return assertNever(claim);
  }
}

function offersOf(automata: readonly LocalAutomaton[], { states }: Configuration): readonly Offer[] {
  return automata.flatMap(({ role, states: own }) =>
    (own[states.get(role) ?? 0]?.edges ?? []).map(({ action: { direction, peer, message }, target }) => {
      const [sender, receiver] = direction === "send" ? [role, peer] : [peer, role];
      return { event: { kind: direction, sender, receiver, message: messageKey(message) }, target };
    }),
  );
}

function queueOf({ queues }: Configuration, sender: Role, receiver: Role): readonly string[] {
  return queues.get(JSON.stringify([sender, receiver])) ?? [];
}

function isPossible(at: Configuration, { kind, sender, receiver, message }: SplitEvent, bound: number | undefined): boolean {
  const queue = queueOf(at, sender, receiver);
  return kind === "receive" ? queue[0] === message : bound === undefined || queue.length < bound;
}

function after({ states, queues }: Configuration, { event, target }: Offer): Configuration {
  const channel = JSON.stringify([event.sender, event.receiver]);
  const queue = queues.get(channel) ?? [];
  return {
    states: new Map(states).set(actor(event), target),
    queues: new Map(queues).set(channel, event.kind === "send" ? [...queue, event.message] : queue.slice(1)),
  };
}

function keyOf({ states, queues }: Configuration): string {
  const full = [...queues].filter(([, queue]) => queue.length > 0).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([[...states.values()], full]);
}

/** How far a role may have come: its state, how many of the messages that were there it has taken from each queue (one more: some later one), where it has sent. */
interface Place {
  readonly state: number;
  readonly taken: ReadonlyMap<Role, number>;
  readonly sent: ReadonlySet<Role>;
}

/** Places of one role that are looked at. */
const placeLimit = 5000;

/**
 * Whether no role can bring the goal about, if it is granted that every message that a role may still send is there when it is wanted; only that queues are in
 * order is kept to. The places of all roles and the messages that may come grow together until nothing is added.
 */
function isExcluded(automata: readonly LocalAutomaton[], at: Configuration, claim: LastingClaim): boolean {
  const [first, later] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  const learn = (map: Map<string, Set<string>>, channel: string, message: string): boolean => {
    const known = map.get(channel) ?? new Set<string>();
    map.set(channel, known);
    if (known.has(message)) return false;
    known.add(message);
    return true;
  };
  for (let grows = true; grows;) {
    grows = false;
    for (const { role, states } of automata) {
      const seen = new Set<string>();
      const waiting: Place[] = [];
      const visit = (place: Place): void => {
        const key = JSON.stringify([place.state, [...place.taken].sort(), [...place.sent].sort()]);
        if (seen.has(key)) return;
        seen.add(key);
        waiting.push(place);
      };
      visit({ state: at.states.get(role) ?? 0, taken: new Map(), sent: new Set() });
      for (const { state, taken, sent } of waiting) {
        if (seen.size > placeLimit) return false;
        for (const { action, target } of states[state]?.edges ?? []) {
          const message = messageKey(action.message);
          if (action.direction === "send") {
            const channel = JSON.stringify([role, action.peer]);
            if (!sent.has(action.peer) && learn(first, channel, message)) grows = true;
            if (learn(later, channel, message)) grows = true;
            visit({ state: target, taken, sent: new Set([...sent, action.peer]) });
            continue;
          }
          const there = queueOf(at, action.peer, role);
          const count = taken.get(action.peer) ?? 0;
          const channel = JSON.stringify([action.peer, role]);
          const mayCome = count < there.length ? there[count] === message : (count === there.length ? first : later).get(channel)?.has(message) === true;
          if (!mayCome) continue;
          if (fulfils(claim, { kind: "receive", sender: action.peer, receiver: role, message })) return false;
          visit({ state: target, taken: new Map(taken).set(action.peer, Math.min(count + 1, there.length + 1)), sent });
        }
      }
    }
  }
  return true;
}
