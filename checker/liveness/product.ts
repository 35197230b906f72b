/**
 * The product of the moments of a system with a Büchi automaton: its accepted infinite paths are the runs that the automaton accepts (Vardi and Wolper,
 * An automata-theoretic approach to automatic program verification, LICS 1986). Numbered breadth first.
 */
import { present } from "../../calculus/present.ts";
import { NumberList } from "../graph/index.ts";
import type { BuechiAutomaton, BuechiState } from "./buechi-automaton.ts";
import { beyond, truths } from "./moments.ts";
import type { MomentGraph } from "./moments.ts";
import { PairNumbers } from "./pair-numbers.ts";

export interface Product {
  readonly nodes: number;
  readonly initial: readonly number[];
  /** Node n has the steps `offsets[n]` up to, not including, `offsets[n + 1]`. What leads beyond the graph of moments is left out. */
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** By step of the product: the step of the graph of moments. */
  readonly stepOf: Int32Array;
  readonly momentOf: Int32Array;
  /** By node: a bit for each acceptance set that it belongs to. */
  readonly accepting: Int32Array;
  readonly moments: MomentGraph;
  readonly sets: number;
  /** A shortest path to a moment at which an atom that matters has no truth value. */
  readonly undefinedAt?: readonly number[];
  /** At some moment the truth of an atom that matters is not known: runs through it are not followed. */
  readonly isUnknown: boolean;
}

/** Whether the state reads the moment; the worst of what is not known, where nothing is false. */
export function reads({ literals }: BuechiState, { truth, atoms }: MomentGraph, moment: number): "yes" | "no" | "undefined" | "unknown" {
  let answer: "yes" | "undefined" | "unknown" = "yes";
  for (const { atom, negated } of literals) {
    const code = present(truth[moment * atoms + atom]);
    if (code === (negated ? truths.true : truths.false)) return "no";
    if (code === truths.undefined) answer = "undefined";
    else if (code === truths.unknown && answer === "yes") answer = "unknown";
  }
  return answer;
}

/** The reachable part of the product. Linear in its steps. */
export function product(moments: MomentGraph, automaton: BuechiAutomaton): Product {
  const numbers = new PairNumbers();
  /** One more than the node of a numbered pair; 0 where the automaton does not read the moment. */
  const nodeOf = new NumberList();
  const [momentOf, stateOf, accepting, parents] = [new NumberList(), new NumberList(), new NumberList(), new NumberList()];
  const [offsets, targets, stepOf] = [new NumberList(), new NumberList(), new NumberList()];
  let isUnknown = false;
  let undefinedAt: readonly number[] | undefined;

  const pathTo = (node: number): number[] => {
    const path: number[] = [];
    for (let here = node; here >= 0; here = parents.get(here)) path.push(momentOf.get(here));
    return path.reverse();
  };
  const enter = (moment: number, state: number, parent: number): number | undefined => {
    const number = numbers.numberOf(moment, state);
    if (number < nodeOf.length) return nodeOf.get(number) === 0 ? undefined : nodeOf.get(number) - 1;
    const answer = reads(present(automaton.states[state]), moments, moment);
    if (answer === "unknown") isUnknown = true;
    if (answer === "undefined") undefinedAt ??= [...(parent < 0 ? [] : pathTo(parent)), moment];
    if (answer !== "yes") {
      nodeOf.push(0);
      return undefined;
    }
    const node = momentOf.length;
    nodeOf.push(node + 1);
    momentOf.push(moment);
    stateOf.push(state);
    parents.push(parent);
    accepting.push(present(automaton.states[state]).accepting);
    return node;
  };

  for (const moment of moments.initial) for (const state of automaton.initial) enter(moment, state, -1);
  const initial = Array.from({ length: momentOf.length }, (_, node) => node);
  for (let node = 0; node < momentOf.length; node += 1) {
    offsets.push(targets.length);
    const moment = momentOf.get(node);
    const { successors } = present(automaton.states[stateOf.get(node)]);
    for (let step = present(moments.offsets[moment]); step < present(moments.offsets[moment + 1]); step += 1) {
      const next = present(moments.targets[step]);
      if (next === beyond) continue;
      for (const state of successors) {
        const target = enter(next, state, node);
        if (target === undefined) continue;
        targets.push(target);
        stepOf.push(step);
      }
    }
  }
  offsets.push(targets.length);
  return {
    nodes: momentOf.length,
    initial,
    offsets: offsets.toArray(),
    targets: targets.toArray(),
    stepOf: stepOf.toArray(),
    momentOf: momentOf.toArray(),
    accepting: accepting.toArray(),
    moments,
    sets: automaton.sets,
    isUnknown,
    ...(undefinedAt === undefined ? {} : { undefinedAt }),
  };
}
