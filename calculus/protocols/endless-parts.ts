/** The parts of a graph that are never left once they are entered, and never over: its bottom strongly connected components with a cycle. */
import { present } from "../present.ts";

/** The states of each endless part. Linear; takes no stack (Tarjan, SIAM J. Comput. 1972). */
export function endlessParts(successors: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const count = successors.length;
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const position = new Int32Array(count);
  const component = new Int32Array(count).fill(-1);
  const open: number[] = [];
  const path: number[] = [];
  const parts: (readonly number[])[] = [];
  let visited = 0;
  let components = 0;
  const enter = (state: number): void => {
    index[state] = low[state] = visited++;
    open.push(state);
    path.push(state);
  };
  const close = (root: number): void => {
    const members = open.splice(open.lastIndexOf(root));
    for (const member of members) component[member] = components;
    components++;
    const targets = members.flatMap((member) => present(successors[member]));
    if (targets.length > 0 && targets.every((target) => component[target] === component[root])) parts.push(members);
  };
  for (let start = 0; start < count; start++) {
    if (index[start] === -1) enter(start);
    for (let state = path.at(-1); state !== undefined; state = path.at(-1)) {
      const next = present(successors[state])[present(position[state])];
      if (next !== undefined) {
        position[state] = present(position[state]) + 1;
        if (index[next] === -1) enter(next);
        else if (component[next] === -1) low[state] = Math.min(present(low[state]), present(index[next]));
        continue;
      }
      path.pop();
      if (low[state] === index[state]) close(state);
      const outer = path.at(-1);
      if (outer !== undefined && component[state] === -1) low[outer] = Math.min(present(low[outer]), present(low[state]));
    }
  }
  return parts;
}
