/** The smallest automaton with the runs of a protocol: states with the same futures are one (Moore's refinement of partitions). */
import { present } from "../../calculus/present.ts";
import { messageKey, type GlobalAutomaton, type GlobalEdge } from "../../calculus/protocols/index.ts";

/** The quotient of a deterministic automaton, its states in the order of a breadth-first search. Quadratic at worst. */
export function quotient({ roles, initial, states }: GlobalAutomaton): GlobalAutomaton {
  const written = states.map(({ edges }) =>
    edges.map((edge) => ({ event: JSON.stringify([edge.sender, edge.receiver, messageKey(edge.message)]), target: edge.target })).toSorted(byEvent),
  );
  let classes: readonly number[] = states.map(() => 0);
  for (let count = 0; ;) {
    const numbers = new Map<string, number>();
    const finer = states.map(({ isFinal }, state) => {
      const key = JSON.stringify([classes[state], isFinal, present(written[state]).map(({ event, target }) => [event, classes[target]])]);
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      return number;
    });
    classes = finer;
    if (numbers.size === count) break;
    count = numbers.size;
  }
  return oneStateForEach(roles, initial, states, classes);
}

function oneStateForEach(roles: GlobalAutomaton["roles"], initial: number, states: GlobalAutomaton["states"], classes: readonly number[]): GlobalAutomaton {
  const numbers = new Map<number, number>();
  const members: number[] = [];
  const numberOf = (state: number): number => {
    const own = present(classes[state]);
    const known = numbers.get(own);
    if (known !== undefined) return known;
    numbers.set(own, members.length);
    return members.push(state) - 1;
  };
  numberOf(initial);
  const kept: { readonly isFinal: boolean; readonly edges: readonly GlobalEdge[] }[] = [];
  for (const member of members) {
    const { isFinal, edges } = present(states[member]);
    kept.push({ isFinal, edges: edges.map((edge) => ({ ...edge, target: numberOf(edge.target) })) });
  }
  return { roles, initial: 0, states: kept };
}

function byEvent({ event: a }: { readonly event: string }, { event: b }: { readonly event: string }): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
