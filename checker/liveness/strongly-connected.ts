/** Strongly connected components of a part of a product, without recursion: Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1, 1972. */
import { present } from "../../calculus/present.ts";
import type { Product } from "./product.ts";

/** The nodes whose entry in `names` is `name`. */
export interface Part {
  readonly names: Int32Array;
  readonly name: number;
}

/** The components of the part that have a step inside, as lists of nodes. Linear in the part and its steps. `among` are the nodes of the part. */
export function cyclicComponents({ offsets, targets }: Product, { names, name }: Part, among: Iterable<number>): readonly (readonly number[])[] {
  const [order, low] = [new Map<number, number>(), new Map<number, number>()];
  const [path, next, open]: [number[], number[], number[]] = [[], [], []];
  const isOpen = new Set<number>();
  const found: number[][] = [];
  const enter = (node: number): void => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    path.push(node);
    next.push(present(offsets[node]));
    open.push(node);
    isOpen.add(node);
  };
  const lower = (node: number, to: number): void => {
    if (to < present(low.get(node))) low.set(node, to);
  };
  for (const root of among) {
    if (order.has(root)) continue;
    enter(root);
    while (path.length > 0) {
      const node = present(path.at(-1));
      const step = present(next.at(-1));
      if (step < present(offsets[node + 1])) {
        next[next.length - 1] = step + 1;
        const target = present(targets[step]);
        if (names[target] !== name) continue;
        if (!order.has(target)) enter(target);
        else if (isOpen.has(target)) lower(node, present(order.get(target)));
        continue;
      }
      path.pop();
      next.pop();
      const parent = path.at(-1);
      if (parent !== undefined) lower(parent, present(low.get(node)));
      if (low.get(node) !== order.get(node)) continue;
      const component: number[] = [];
      let member: number;
      do {
        member = present(open.pop());
        isOpen.delete(member);
        component.push(member);
      } while (member !== node);
      if (component.length > 1 || hasLoop(offsets, targets, node)) found.push(component);
    }
  }
  return found;
}

function hasLoop(offsets: Int32Array, targets: Int32Array, node: number): boolean {
  for (let step = present(offsets[node]); step < present(offsets[node + 1]); step += 1) if (targets[step] === node) return true;
  return false;
}
