/** Statements of a member of a context that nothing leads to: neither what stands before them nor a jump to a loop inside. */
import type { LocalBlock, LocalStatement } from "../../syntax/index.ts";
import type { LocalFlow } from "./local-flow.ts";

/** Statements of one block, one after the other, that nothing leads to. */
export interface Unreachable {
  readonly first: LocalStatement;
  readonly last: LocalStatement;
  /** What stands before them in their block. */
  readonly before: LocalStatement | undefined;
}

/** Returns the longest such runs, in the order of the text. Linear in the flow; recursive along nesting only. `flow` is that of the block. */
export function unreachableIn(block: LocalBlock, flow: LocalFlow): readonly Unreachable[] {
  const { nodes } = flow;
  const met = reached(flow);
  /** How many of the nodes below a number are reached. */
  const below = new Int32Array(nodes.length + 1);
  for (let node = 0; node < nodes.length; node++) below[node + 1] = (below[node] ?? 0) + (met[node] ?? 0);
  const found: { first: LocalStatement; last: LocalStatement; before: LocalStatement | undefined }[] = [];
  let node = nodes.length - 1;

  function walk({ statements }: LocalBlock): void {
    let run: { first: LocalStatement; last: LocalStatement; before: LocalStatement | undefined } | undefined;
    let before: LocalStatement | undefined;
    for (const statement of statements) {
      const lowest = nodes[node]?.lowest ?? node;
      if (below[node + 1] === below[lowest]) {
        if (run === undefined) {
          run = { first: statement, last: statement, before };
          found.push(run);
        } else run.last = statement;
        node = lowest - 1;
      } else {
        run = undefined;
        node--;
        if (statement.kind === "choice") statement.branches.forEach(walk);
        else if (statement.kind === "rec") walk(statement.body);
      }
      before = statement;
    }
  }

  walk(block);
  return found;
}

/** 1 for the nodes that can be reached from the beginning of the member. */
function reached({ nodes, first }: LocalFlow): Uint8Array {
  const met = new Uint8Array(nodes.length);
  const pending = [first];
  met[first] = 1;
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const next of nodes[node]?.next ?? []) {
      if (met[next] === 1) continue;
      met[next] = 1;
      pending.push(next);
    }
  }
  return met;
}
