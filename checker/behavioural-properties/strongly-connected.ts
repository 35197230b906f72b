/** Strongly connected components of a part of the graph (Tarjan, SIAM Journal on Computing 1, 1972), without recursion. */
import { present } from "../../calculus/present.ts";
import { beyond, type StepGraph } from "./step-graph.ts";

/** A part of the graph: the configurations whose label is `name`, with those steps between them whose action is followed. */
export interface Part {
  readonly labels: Int32Array;
  readonly name: number;
  /** By action; absent: all are followed. */
  readonly follows?: Uint8Array;
}

/** Whether the step stays in the part. */
export function staysIn({ actionOf, targetOf }: StepGraph, { labels, name, follows }: Part, edge: number): boolean {
  const target = present(targetOf[edge]);
  return target !== beyond && labels[target] === name && (follows === undefined || follows[present(actionOf[edge])] === 1);
}

/** Scratch space that searches of one graph share; `order` is 0 where a search was not. */
export interface Visits {
  readonly order: Int32Array;
  readonly low: Int32Array;
}

/** Space for searches of this graph. */
export function visitsFor({ count }: StepGraph): Visits {
  return { order: new Int32Array(count), low: new Int32Array(count) };
}

/** The order of configurations whose component is known: later than all. */
const closed = 0x7fffffff;

/**
 * The components of the part that are reached from `roots` in it and have a step inside, those that others lead to first. Linear in what is reached;
 * clears behind itself.
 */
export function cyclicComponents(graph: StepGraph, part: Part, roots: Iterable<number>, { order, low }: Visits): readonly (readonly number[])[] {
  const { first } = graph;
  const found: number[][] = [];
  const [path, next, open, touched]: [number[], number[], number[], number[]] = [[], [], [], []];
  const enter = (configuration: number): void => {
    touched.push(configuration);
    order[configuration] = touched.length;
    low[configuration] = touched.length;
    path.push(configuration);
    next.push(present(first[configuration]));
    open.push(configuration);
  };
  for (const root of roots) {
    if (part.labels[root] !== part.name || order[root] !== 0) continue;
    enter(root);
    while (path.length > 0) {
      const top = path.length - 1;
      const configuration = present(path[top]);
      const edge = present(next[top]);
      if (edge < present(first[configuration + 1])) {
        next[top] = edge + 1;
        if (!staysIn(graph, part, edge)) continue;
        const target = present(graph.targetOf[edge]);
        if (order[target] === 0) enter(target);
        else low[configuration] = Math.min(present(low[configuration]), present(order[target]));
        continue;
      }
      path.pop();
      next.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(present(low[parent]), present(low[configuration]));
      if (low[configuration] !== order[configuration]) continue;
      const component: number[] = [];
      let member: number;
      do {
        member = present(open.pop());
        component.push(member);
        order[member] = closed;
        low[member] = closed;
      } while (member !== configuration);
      if (component.length > 1 || hasLoop(graph, part, configuration)) found.push(component);
    }
  }
  for (const configuration of touched) order[configuration] = low[configuration] = 0;
  return found;
}

function hasLoop(graph: StepGraph, part: Part, configuration: number): boolean {
  for (let edge = present(graph.first[configuration]); edge < present(graph.first[configuration + 1]); edge++) {
    if (graph.targetOf[edge] === configuration && staysIn(graph, part, edge)) return true;
  }
  return false;
}
