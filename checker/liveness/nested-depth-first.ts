/**
 * A second algorithm for runs without fairness, which shares nothing with the first but the graph of moments: nested depth-first search on the product with
 * a counter for the acceptance sets, on the fly (Courcoubetis, Vardi, Wolper and Yannakakis, Memory-efficient algorithms, FMSD 1, 1992), without recursion.
 */
import { present } from "../../calculus/present.ts";
import type { BuechiAutomaton } from "./buechi-automaton.ts";
import { beyond } from "./moments.ts";
import type { MomentGraph } from "./moments.ts";
import { reads } from "./product.ts";

/** Whether the automaton accepts some infinite path of the graph of moments. Linear in the product with the counter. */
export function acceptsByNestedSearch(moments: MomentGraph, automaton: BuechiAutomaton): boolean {
  const counts = automaton.sets + 1;
  const width = automaton.states.length;
  const isRead = (moment: number, state: number): boolean => reads(present(automaton.states[state]), moments, moment) === "yes";
  /** The counter waits for one acceptance set after the other; at its top it has seen all of them, and begins again. */
  const node = (moment: number, state: number, count: number): number => (moment * width + state) * counts + count;
  const advanced = (count: number, state: number): number => {
    let reached = count === automaton.sets ? 0 : count;
    while (reached < automaton.sets && (present(automaton.states[state]).accepting & (1 << reached)) !== 0) reached += 1;
    return reached;
  };
  const successors = (from: number): readonly number[] => {
    const count = from % counts;
    const state = Math.floor(from / counts) % width;
    const moment = Math.floor(from / counts / width);
    const found: number[] = [];
    for (let step = present(moments.offsets[moment]); step < present(moments.offsets[moment + 1]); step += 1) {
      const target = present(moments.targets[step]);
      if (target === beyond) continue;
      for (const next of present(automaton.states[state]).successors) if (isRead(target, next)) found.push(node(target, next, advanced(count, next)));
    }
    return found;
  };
  const isAccepting = (one: number): boolean => one % counts === automaton.sets;

  const [outer, inner] = [new Set<number>(), new Set<number>()];
  const onPath = new Set<number>();
  /** Whether a node of the outer path can be reached from the seed. */
  const closes = (seed: number): boolean => {
    const stack = [seed];
    for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
      for (const next of successors(here)) {
        if (onPath.has(next)) return true;
        if (inner.has(next)) continue;
        inner.add(next);
        stack.push(next);
      }
    }
    return false;
  };
  for (const moment of moments.initial) {
    for (const state of automaton.initial) {
      const root = node(moment, state, advanced(0, state));
      if (!isRead(moment, state) || outer.has(root)) continue;
      const path: { readonly node: number; readonly rest: Iterator<number> }[] = [];
      const enter = (one: number): void => {
        outer.add(one);
        onPath.add(one);
        path.push({ node: one, rest: successors(one).values() });
      };
      enter(root);
      for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
        const next = top.rest.next();
        if (next.done !== true) {
          if (!outer.has(next.value)) enter(next.value);
          continue;
        }
        if (isAccepting(top.node) && closes(top.node)) return true;
        path.pop();
        onPath.delete(top.node);
      }
    }
  }
  return false;
}
