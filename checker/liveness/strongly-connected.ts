/** Strongly connected components of a part of a product, without recursion: Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1, 1972. */
import { present } from "../../calculus/present.ts";
import type { Product } from "./product.ts";

/** The nodes whose entry in `names` is `name`. */
export interface Part {
  readonly names: Int32Array;
  readonly name: number;
}

/** What a search notes of nodes; used for one part after the other. */
export interface Visits {
  /** By node: one more than its place in the order of the search, 0 where it was not met; and the least such number that it is known to reach. */
  readonly order: Int32Array;
  readonly low: Int32Array;
  /** 1 where the component of the node is not known yet. */
  readonly isOpen: Uint8Array;
}

/** Room for the nodes of a product. */
export function visitsFor({ nodes }: Product): Visits {
  return { order: new Int32Array(nodes), low: new Int32Array(nodes), isOpen: new Uint8Array(nodes) };
}

/** The components of the part that have a step inside, as lists of nodes. Linear in the part and its steps. `among` are the nodes of the part. */
export function cyclicComponents(
  { offsets, targets }: Product,
  { names, name }: Part,
  among: Int32Array,
  { order, low, isOpen }: Visits,
): readonly Int32Array[] {
  const [path, next, open] = [new Stack(), new Stack(), new Stack()];
  const found: Int32Array[] = [];
  let met = 0;
  for (const node of among) order[node] = 0;
  const enter = (node: number): void => {
    met += 1;
    order[node] = met;
    low[node] = met;
    path.push(node);
    next.push(present(offsets[node]));
    open.push(node);
    isOpen[node] = 1;
  };
  const lower = (node: number, to: number): void => {
    if (to < present(low[node])) low[node] = to;
  };
  for (const root of among) {
    if (order[root] !== 0) continue;
    enter(root);
    while (path.size > 0) {
      const node = path.top();
      const step = next.top();
      if (step < present(offsets[node + 1])) {
        next.replace(step + 1);
        const target = present(targets[step]);
        if (names[target] !== name) continue;
        if (order[target] === 0) enter(target);
        else if (isOpen[target] === 1) lower(node, present(order[target]));
        continue;
      }
      path.pop();
      next.pop();
      if (path.size > 0) lower(path.top(), present(low[node]));
      if (low[node] !== order[node]) continue;
      const component = open.popDownTo(node);
      for (const member of component) isOpen[member] = 0;
      if (component.length > 1 || hasLoop(offsets, targets, node)) found.push(component);
    }
  }
  return found;
}

/** Numbers, the last one first out. */
class Stack {
  #numbers = new Int32Array(64);
  size = 0;

  push(number: number): void {
    if (this.size === this.#numbers.length) {
      const larger = new Int32Array(2 * this.size);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.size] = number;
    this.size += 1;
  }

  top(): number {
    return present(this.#numbers[this.size - 1]);
  }

  replace(number: number): void {
    this.#numbers[this.size - 1] = number;
  }

  pop(): void {
    this.size -= 1;
  }

  /** Takes away all numbers from the last one down to this one, in that order. */
  popDownTo(number: number): Int32Array {
    const from = this.#numbers.subarray(0, this.size).lastIndexOf(number);
    const taken = this.#numbers.slice(from, this.size).reverse();
    this.size = from;
    return taken;
  }
}

function hasLoop(offsets: Int32Array, targets: Int32Array, node: number): boolean {
  for (let step = present(offsets[node]); step < present(offsets[node + 1]); step += 1) if (targets[step] === node) return true;
  return false;
}
