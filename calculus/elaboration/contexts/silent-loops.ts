/** Guarded recursion of endpoints: every way around a loop of a member sends or receives something. */
import type { LocalStatement } from "../../syntax/index.ts";
import { isAction, type LocalFlow } from "./local-flow.ts";

export type Jump = Extract<LocalStatement, { kind: "continue" }>;

/** Returns, for each loop of nodes without an action, a jump that closes it. Depth first, without recursion; linear in the flow. */
export function silentLoops({ nodes }: LocalFlow): readonly Jump[] {
  const found = new Set<Jump>();
  const left = new Uint8Array(nodes.length);
  /** The place of a node on the path, counted from 1. */
  const placeOf = new Int32Array(nodes.length);
  const path: { readonly node: number; taken: number }[] = [];
  const enter = (node: number): void => {
    placeOf[node] = path.push({ node, taken: 0 });
  };
  for (let start = nodes.length - 1; start >= 0; start--) {
    if (left[start] === 0) enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const current = nodes[top.node];
      const next = current === undefined || isAction(current) ? undefined : current.next[top.taken];
      top.taken++;
      if (next === undefined) {
        path.pop();
        placeOf[top.node] = 0;
        left[top.node] = 1;
      } else if (placeOf[next] !== 0) {
        // Statements lead forwards in the text; only a jump leads back, so every loop has one.
        for (let place = path.length - 1; place >= (placeOf[next] ?? 0) - 1; place--) {
          const statement = nodes[path[place]?.node ?? 0]?.statement;
          if (statement?.kind !== "continue") continue;
          found.add(statement);
          break;
        }
      } else if (left[next] === 0) enter(next);
    }
  }
  return [...found];
}
