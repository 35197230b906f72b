/**
 * The asynchronous language of a protocol, decided from its definition: a trace belongs to it as a prefix if some run of the global automaton has, for every
 * role, at least the events that the role has in the trace, in that order (Majumdar, Mukund, Stutz and Zufferey, CONCUR 2021, up to ∼). Knows nothing of
 * coherence: it is what evidence is replayed against.
 */
import { present } from "../present.ts";
import type { Role } from "../core/index.ts";
import type { GlobalAutomaton } from "./automata.ts";
import { actor, eventKey, splitEvent, type SplitEvent } from "./split-event.ts";

/** `prefix`: the trace can be continued to a run. `complete`: it is all of a run that ended. `neither`. `capped`: too many places were visited. */
export type Membership = "complete" | "prefix" | "neither" | "capped";

/** How many places (a state, and how far each role has got) are visited unless the caller says otherwise. */
const placeLimit = 200_000;

/**
 * Where the trace stands in the protocol's language. The trace is one that first-in-first-out queues allow. At most states times the product of the lengths
 * of the roles' words; in deterministic protocols far fewer, because the words decide the choices.
 */
export function membership(automaton: GlobalAutomaton, trace: readonly SplitEvent[], limit: number = placeLimit): Membership {
  const words = wordsOf(trace);
  const roles = [...words.keys()];
  const index = new Map(roles.map((role, position) => [role, position]));
  const lengths = roles.map((role) => present(words.get(role)).length);
  const start = { state: automaton.initial, done: roles.map(() => 0), exceeds: false };
  const seen = new Set([placeKey(start)]);
  const waiting = [start];
  let isPrefix = false;
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (seen.size > limit) return isPrefix ? "prefix" : "capped";
    const { isFinal, edges } = present(automaton.states[place.state]);
    if (place.done.every((count, position) => count === lengths[position])) {
      isPrefix = true;
      if (isFinal && !place.exceeds) return "complete";
      if (place.exceeds) continue;
    }
    for (const edge of edges) {
      const done = [...place.done];
      let exceeds = place.exceeds;
      const agrees = (["send", "receive"] as const).every((kind) => {
        const event = splitEvent(kind, edge);
        const position = index.get(actor(event));
        const word = words.get(actor(event));
        const count = position === undefined ? 0 : present(done[position]);
        if (position === undefined || word === undefined || count === word.length) {
          exceeds = true;
          return true;
        }
        done[position] = count + 1;
        return word[count] === eventKey(event);
      });
      const next = { state: edge.target, done, exceeds };
      if (!agrees || seen.has(placeKey(next))) continue;
      seen.add(placeKey(next));
      waiting.push(next);
    }
  }
  return isPrefix ? "prefix" : "neither";
}

interface Place {
  readonly state: number;
  /** How many events of each role's word have been taken. */
  readonly done: readonly number[];
  /** Whether the run has events that the trace does not have. */
  readonly exceeds: boolean;
}

function placeKey({ state, done, exceeds }: Place): string {
  return `${state} ${exceeds ? 1 : 0} ${done.join(" ")}`;
}

function wordsOf(trace: readonly SplitEvent[]): ReadonlyMap<Role, readonly string[]> {
  const words = new Map<Role, string[]>();
  for (const event of trace) {
    const word = words.get(actor(event)) ?? [];
    words.set(actor(event), word);
    word.push(eventKey(event));
  }
  return words;
}
