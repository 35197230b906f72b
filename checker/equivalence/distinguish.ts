/**
 * A formula that is true of one state and false of another, from the rounds in which refinement told them apart: Cleaveland, On automatically explaining
 * bisimulation inequivalence, CAV 1990; Korver, Computing distinguishing formulas for branching bisimulation, CAV 1991. A formula for states that came
 * apart in round k has at most k nested actions, and holds for all states that were in the block of the first one after that round.
 */
import { present } from "../../calculus/present.ts";
import { at } from "../graph/index.ts";
import type { Formula } from "./formula.ts";
import { negated } from "./formula.ts";
import type { ObservedGraph } from "./observed-graph.ts";
import type { Partition, Scheme } from "./refine.ts";
import { blockAfter, separation } from "./refine.ts";
import { pairOf } from "./schemes.ts";

export interface Refined {
  readonly graph: ObservedGraph;
  readonly scheme: Scheme;
  readonly partition: Partition;
  readonly how: "at-once" | "weakly" | "staying";
}

type BlockOf = (state: number) => number;

/** A formula that is true of `left` and false of `right`, which are in different blocks. Parts that occur several times are shared. */
export function distinguish({ graph, scheme, partition, how }: Refined, left: number, right: number): Formula {
  const known = new Map<string, Formula>();
  const { offsets, targets, labels, actions, states } = graph;

  const edgesOf = (state: number): readonly { readonly action: number; readonly target: number }[] =>
    Array.from({ length: at(offsets, state + 1) - at(offsets, state) }, (_, index) => {
      const edge = at(offsets, state) + index;
      return { action: at(labels, edge), target: at(targets, edge) };
    });

  /** The states that silent steps inside the block lead to, the state itself among them. */
  const within = (state: number, blockOf: BlockOf): readonly number[] => {
    const reached = new Set([state]);
    if (how === "staying")
      for (const here of reached) for (const { action, target } of edgesOf(here)) if (action === 0 && blockOf(target) === blockOf(state)) reached.add(target);
    return [...reached];
  };

  const codesOf = (state: number, blockOf: BlockOf): readonly number[] => {
    const some = [...within(state, blockOf)].sort((one, other) => one - other);
    return present(scheme.signatures(some, blockOf, () => undefined)[some.indexOf(state)]);
  };

  /** Of the first in each block. */
  const representatives = (some: Iterable<number>, blockOf: BlockOf): readonly number[] => {
    const byBlock = new Map<number, number>();
    for (const state of some) if (!byBlock.has(blockOf(state))) byBlock.set(blockOf(state), state);
    return [...byBlock.values()];
  };

  /** A formula for what `here` can do and `there` cannot. */
  const possible = (here: number, there: number, code: number, blockOf: BlockOf): Formula => {
    const { action, block } = pairOf(code, states);
    const goal = present(
      within(here, blockOf)
        .flatMap(edgesOf)
        .find((edge) => edge.action === action && blockOf(edge.target) === block),
    ).target;
    const stay = within(there, blockOf);
    const answers = stay.flatMap(edgesOf).filter((edge) => edge.action === action);
    const exits = stay.flatMap(edgesOf).filter((edge) => edge.action === 0 && blockOf(edge.target) !== blockOf(there));
    const refuted = [...(how === "staying" && action === 0 ? [there] : []), ...answers.map(({ target }) => target)];
    return {
      kind: "can",
      how,
      action: present(actions[action]),
      while: how === "staying" ? representatives(exits.map(({ target }) => target), blockOf).map((exit) => formulaFor(here, exit)) : [], // prettier-ignore
      then: representatives(refuted, blockOf).map((answer) => formulaFor(goal, answer)),
    };
  };

  const formulaFor = (here: number, there: number): Formula => {
    const round = present(separation(partition, here, there));
    const key = [blockAfter(partition, here, round), blockAfter(partition, there, round), round].join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const blockOf: BlockOf = (state) => blockAfter(partition, state, round - 1);
    const [mine, yours] = [codesOf(here, blockOf), codesOf(there, blockOf)];
    const onlyMine = mine.filter((code) => !yours.includes(code));
    const onlyYours = yours.filter((code) => !mine.includes(code));
    const isUnmatched = (code: number, others: readonly number[]): boolean =>
      pairOf(code, states).action !== 0 && !others.some((other) => pairOf(other, states).action === pairOf(code, states).action);
    const [best, theirs] = [onlyMine.find((code) => isUnmatched(code, yours)), onlyYours.find((code) => isUnmatched(code, mine))];
    const chosen = best ?? (theirs === undefined ? onlyMine[0] : undefined);
    const formula = chosen === undefined ? negated(possible(there, here, present(theirs ?? onlyYours[0]), blockOf)) : possible(here, there, chosen, blockOf);
    known.set(key, formula);
    return formula;
  };

  return formulaFor(left, right);
}
