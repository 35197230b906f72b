/**
 * Coherence once more, straight from the definitions and with nothing in common with the checker: pairs of states are those that lie in one set of the subset
 * construction, every relation is computed on the whole automaton with sets of role names, and no state is passed over.
 */
import type { GlobalAutomaton, GlobalEdge } from "../../calculus/protocols/index.ts";
import { messageKey } from "../../calculus/protocols/index.ts";

/** Texts `condition role`, and `open role`, sorted. */
export function incoherenceByDefinition(automaton: GlobalAutomaton): readonly string[] {
  const found = new Set<string>();
  const edgesOf = (state: number): readonly GlobalEdge[] => automaton.states[state]?.edges ?? [];
  for (const role of new Set(automaton.states.flatMap(({ edges }) => edges.flatMap(({ sender, receiver }) => [sender, receiver])))) {
    const isOwn = ({ sender, receiver }: GlobalEdge): boolean => sender === role || receiver === role;
    const silentFrom = (states: Iterable<number>): ReadonlySet<number> => {
      const reached = new Set(states);
      for (const state of reached) for (const edge of edgesOf(state)) if (!isOwn(edge)) reached.add(edge.target);
      return reached;
    };
    for (const set of subsets(automaton, isOwn, silentFrom)) {
      for (const one of set) {
        for (const other of set) {
          if (automaton.states[one]?.isFinal === true && edgesOf(other).some(isOwn)) found.add(`sink-final ${role}`);
          for (const edge of edgesOf(one).filter(isOwn)) {
            const others = edgesOf(other).filter(({ receiver }) => receiver === role);
            if (edge.sender === role) {
              const later = [...silentFrom([other])].flatMap(edgesOf);
              if (!later.some((candidate) => same(candidate, edge))) found.add(`send-coherent ${role}`);
              if (others.length > 0) found.add(`no-mixed-choice ${role}`);
            } else if (others.some(({ sender, target }) => sender !== edge.sender && isAvailable(automaton, edge, target))) {
              found.add(`receive-coherent ${role}`);
            }
          }
        }
      }
    }
  }
  return [...found].sort();
}

function subsets(
  automaton: GlobalAutomaton,
  isOwn: (edge: GlobalEdge) => boolean,
  silentFrom: (states: Iterable<number>) => ReadonlySet<number>,
): readonly ReadonlySet<number>[] {
  const known = new Map<string, ReadonlySet<number>>();
  const add = (set: ReadonlySet<number>): void => {
    const key = [...set].sort((a, b) => a - b).join(" ");
    if (known.has(key)) return;
    known.set(key, set);
    waiting.push(set);
  };
  const waiting: ReadonlySet<number>[] = [];
  add(silentFrom([automaton.initial]));
  for (const set of waiting) {
    const own = [...set].flatMap((state) => automaton.states[state]?.edges ?? []).filter(isOwn);
    for (const edge of own) add(silentFrom(own.filter((candidate) => same(candidate, edge)).map(({ target }) => target)));
  }
  return [...known.values()];
}

/** avail_{p,q,{q}}(m, s) for the event p→q:m, as the least fixpoint over states and sets of blocked roles. */
function isAvailable({ states }: GlobalAutomaton, event: GlobalEdge, from: number): boolean {
  const seen = new Set<string>();
  const search = (state: number, blocked: readonly string[]): boolean => {
    const key = `${state} ${[...blocked].sort().join(" ")}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return (states[state]?.edges ?? []).some((edge) => {
      if (blocked.includes(edge.sender)) return search(edge.target, blocked.includes(edge.receiver) ? blocked : [...blocked, edge.receiver]);
      if (edge.sender === event.sender && edge.receiver === event.receiver) return same(edge, event);
      return search(edge.target, blocked);
    });
  };
  return search(from, [event.receiver]);
}

function same(one: GlobalEdge, other: GlobalEdge): boolean {
  return one.sender === other.sender && one.receiver === other.receiver && messageKey(one.message) === messageKey(other.message);
}
