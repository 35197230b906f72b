/** Strongly connected components (Tarjan 1972), without recursion, so that long chains take no stack. */

/**
 * Returns the components of the graph, each after those that it points to. Edges to unknown nodes are ignored. Linear in nodes and edges.
 */
export function components<Node>(nodes: Iterable<Node>, successors: (node: Node) => Iterable<Node>): readonly (readonly Node[])[] {
  const known = new Set(nodes);
  const order = new Map<Node, number>();
  const low = new Map<Node, number>();
  const open: Node[] = [];
  const isOpen = new Set<Node>();
  const result: Node[][] = [];
  for (const root of known) {
    if (order.has(root)) continue;
    const path: { readonly node: Node; readonly rest: Iterator<Node> }[] = [];
    const enter = (node: Node): void => {
      order.set(node, order.size);
      low.set(node, order.get(node)!);
      open.push(node);
      isOpen.add(node);
      path.push({ node, rest: successors(node)[Symbol.iterator]() });
    };
    enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.next();
      if (next.done !== true) {
        if (!known.has(next.value)) continue;
        if (!order.has(next.value)) enter(next.value);
        else if (isOpen.has(next.value)) low.set(top.node, Math.min(low.get(top.node)!, order.get(next.value)!));
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low.set(parent.node, Math.min(low.get(parent.node)!, low.get(top.node)!));
      if (low.get(top.node) !== order.get(top.node)) continue;
      const component: Node[] = [];
      for (let node = open.pop(); node !== undefined; node = open.pop()) {
        isOpen.delete(node);
        component.push(node);
        if (node === top.node) break;
      }
      result.push(component.reverse());
    }
  }
  return result;
}

/** Whether a component of the graph is a cycle: more than one node, or one that points to itself. */
export function isCycle<Node>(component: readonly Node[], successors: (node: Node) => Iterable<Node>): boolean {
  const [only] = component;
  if (component.length !== 1 || only === undefined) return component.length > 1;
  for (const successor of successors(only)) if (successor === only) return true;
  return false;
}
