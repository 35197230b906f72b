/**
 * Which messages can be waiting for a role although it has not moved on (Li, Stutz, Wies and Zufferey, OOPSLA 2025, availability with blocked roles).
 *
 *   avail_{p,q,B}(m, s), least such that, for s --a→b:m'--> s':
 *     a ∈ B                    avail_{p,q,B∪{b}}(m, s') ⟹ avail_{p,q,B}(m, s)
 *     a ∉ B, (a, b) ≠ (p, q)   avail_{p,q,B}(m, s')     ⟹ avail_{p,q,B}(m, s)
 *     (a, b) = (p, q), p ∉ B   m' = m                    ⟹ avail_{p,q,B}(m, s)       a queue is first in, first out: only the first counts
 */
import { present } from "../present.ts";
import type { NumberedAutomaton } from "./numbered-automaton.ts";

/** For each available event, a run that makes it available, the event's own edge last. `complete`: no cap was reached. */
export interface Available {
  readonly runs: ReadonlyMap<number, readonly number[]>;
  readonly complete: boolean;
}

export interface Availability {
  /** The messages from `sender` that can wait for `receiver` from `state` on, while `receiver` does nothing. Memoised. */
  readonly from: (state: number, sender: number, receiver: number) => Available;
}

export interface AvailabilityOptions {
  /** Whether who waits for a blocked role is blocked too. Switched off by a mutant only. */
  readonly propagates: boolean;
  /** How many pairs of a state and a set of blocked roles are visited by one question. */
  readonly limit: number;
}

export const usualAvailability: AvailabilityOptions = { propagates: true, limit: 500_000 };

/** Answers questions about one automaton. A question is linear in states times sets of blocked roles, and the latter are exponential in the roles at worst. */
export function availability(automaton: NumberedAutomaton, options: AvailabilityOptions = usualAvailability): Availability {
  const answers = new Map<string, Available>();
  const blocked = blockedSets(automaton.roleNumber.size);
  return {
    from: (state, sender, receiver) => {
      const key = `${state} ${sender} ${receiver}`;
      let answer = answers.get(key);
      if (answer === undefined) answers.set(key, (answer = search(automaton, blocked, options, state, sender, receiver)));
      return answer;
    },
  };
}

function search(
  automaton: NumberedAutomaton,
  blocked: BlockedSets,
  { propagates, limit }: AvailabilityOptions,
  from: number,
  sender: number,
  receiver: number,
): Available {
  const { states, first, target, event } = automaton;
  const runs = new Map<number, readonly number[]>();
  const places = new Map<number, number>();
  const [state, set, parent, edgeTo]: [number[], number[], number[], number[]] = [[], [], [], []];
  const visit = (at: number, blockedSet: number, before: number, edge: number): void => {
    const key = blockedSet * states + at;
    if (places.has(key)) return;
    places.set(key, state.length);
    state.push(at);
    set.push(blockedSet);
    parent.push(before);
    edgeTo.push(edge);
  };
  const runTo = (place: number, last: number): readonly number[] => {
    const run = [last];
    for (let each = place; parent[each] !== -1; each = present(parent[each])) run.push(present(edgeTo[each]));
    return run.reverse();
  };
  visit(from, blocked.single(receiver), -1, -1);
  for (let place = 0; place < state.length; place++) {
    if (place >= limit) return { runs, complete: false };
    const [at, waiting] = [present(state[place]), present(set[place])];
    for (let edge = present(first[at]); edge < present(first[at + 1]); edge++) {
      const number = present(event[edge]);
      const [a, b] = [present(automaton.sender[number]), present(automaton.receiver[number])];
      if (blocked.has(waiting, a)) {
        const more = propagates ? blocked.with(waiting, b) : waiting;
        // A blocked sender never sends again.
        if (!blocked.has(more, sender)) visit(present(target[edge]), more, place, edge);
      } else if (a === sender && b === receiver) {
        if (!runs.has(number)) runs.set(number, runTo(place, edge));
      } else visit(present(target[edge]), waiting, place, edge);
    }
  }
  return { runs, complete: true };
}

/** Sets of roles as numbers: equal sets have one number. */
interface BlockedSets {
  readonly single: (role: number) => number;
  readonly has: (set: number, role: number) => boolean;
  readonly with: (set: number, role: number) => number;
}

function blockedSets(roles: number): BlockedSets {
  const numbers = new Map<bigint, number>();
  const contents: bigint[] = [];
  const members: Uint8Array[] = [];
  const grown = new Map<number, number>();
  const intern = (content: bigint): number => {
    const known = numbers.get(content);
    if (known !== undefined) return known;
    numbers.set(content, contents.length);
    contents.push(content);
    members.push(Uint8Array.from({ length: roles }, (_, role) => Number((content >> BigInt(role)) & 1n)));
    return contents.length - 1;
  };
  const has = (set: number, role: number): boolean => present(members[set])[role] === 1;
  return {
    single: (role) => intern(1n << BigInt(role)),
    has,
    with: (set, role) => {
      if (has(set, role)) return set;
      const key = set * roles + role;
      let more = grown.get(key);
      if (more === undefined) grown.set(key, (more = intern(present(contents[set]) | (1n << BigInt(role)))));
      return more;
    },
  };
}
