/** Strongly connected components (Tarjan 1972), without recursion, so that long chains take no stack. */

/**
 * Returns the components of the graph, each after those that it points to. Edges to unknown nodes are ignored. Linear in nodes and edges.
 */
export function components<Node>(nodes: Iterable<Node>, successors: (node: Node) => Iterable<Node>): readonly (readonly Node[])[] {
  interface Visit {
    readonly node: Node;
    readonly rest: Iterator<Node>;
    readonly order: number;
    /** The least order of an open node that is known to be reached from here. */
    low: number;
    open: boolean;
  }
  const known = new Set(nodes);
  const visits = new Map<Node, Visit>();
  const open: Visit[] = [];
  const result: Node[][] = [];
  const path: Visit[] = [];

  const enter = (node: Node): void => {
    const visit: Visit = { node, rest: successors(node)[Symbol.iterator](), order: visits.size, low: visits.size, open: true };
    visits.set(node, visit);
    open.push(visit);
    path.push(visit);
  };
  const close = (root: Visit): void => {
    const members = open.splice(open.lastIndexOf(root));
    for (const member of members) member.open = false;
    result.push(members.map((member) => member.node));
  };

  for (const root of known) {
    if (visits.has(root)) continue;
    enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.next();
      if (next.done !== true) {
        const visit = visits.get(next.value);
        if (visit === undefined && known.has(next.value)) enter(next.value);
        else if (visit?.open === true) top.low = Math.min(top.low, visit.order);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) parent.low = Math.min(parent.low, top.low);
      if (top.low === top.order) close(top);
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
