/** The part of a state space that an exploration has reached: how each state was reached first, and where its moves lead. */
import type { TakenStep } from "./state-space.ts";

export interface Node {
  readonly index: number;
  /** The node from which this one was reached first, in a shortest run; absent for initial states. */
  readonly parent: Node | undefined;
  /** The steps from the parent to here. */
  readonly steps: readonly TakenStep[];
  /** Moves from an initial state. */
  readonly depth: number;
  readonly successors: Node[];
}

/** The initial state that a shortest run to the node starts from, and the steps of that run. Linear in its length. */
export function runTo(node: Node): { readonly initial: number; readonly steps: readonly TakenStep[] } {
  const parts: (readonly TakenStep[])[] = [];
  let here = node;
  for (let { parent } = here; parent !== undefined; { parent } = here) {
    parts.push(here.steps);
    here = parent;
  }
  return { initial: here.index, steps: parts.reverse().flat() };
}

/** Whether no run goes on for ever: Kahn, Topological sorting of large networks, CACM 1962. Linear. */
export function isAcyclic(nodes: readonly Node[]): boolean {
  const incoming = new Map<Node, number>(nodes.map((node) => [node, 0]));
  for (const { successors } of nodes) for (const target of successors) incoming.set(target, (incoming.get(target) ?? 0) + 1);
  const free = nodes.filter((node) => incoming.get(node) === 0);
  let removed = 0;
  for (let next = free.pop(); next !== undefined; next = free.pop()) {
    removed += 1;
    for (const target of next.successors) {
      const left = (incoming.get(target) ?? 0) - 1;
      incoming.set(target, left);
      if (left === 0) free.push(target);
    }
  }
  return removed === nodes.length;
}
