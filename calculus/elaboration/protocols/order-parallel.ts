/**
 * Parallel blocks of disjoint roles, put in sequence: over queues between pairs of roles the interleavings of disjoint roles tell nothing apart, so any
 * order will do, but what follows a block that may never end would never come.
 */
import { endOfFlow, silentSuccessors, successors } from "./flow.ts";
import type { Exit, Flow, ParallelFlow } from "./flow.ts";
import type { Problems } from "./problems.ts";

/**
 * Links the blocks of each `par`: those without a loop first, then those that can reach their end from everywhere, in the order written, then the one that
 * cannot, if there is one. Projection by merging does not see past a loop that a role has no part in, so the fewer blocks stand behind loops the better.
 * Reports a `par` with two of those, or with one and something that follows. Linear in the blocks, for each level of nesting.
 */
export function orderParallels(parallels: readonly ParallelFlow[], problems: Problems): void {
  const orders = parallels.map((parallel) => ({ parallel, order: orderOf(parallel, problems) }));
  for (const { parallel, order } of orders) {
    order.forEach((block, index) => {
      block.exit.next = order[index + 1]?.first ?? parallel.next;
    });
    parallel.first = order[0]?.first ?? parallel.next;
  }
}

function orderOf(parallel: ParallelFlow, problems: Problems): ParallelFlow["blocks"] {
  const { blocks, next } = parallel;
  const endless = blocks.filter(({ first, exit }) => !alwaysReaches(first, exit));
  const [one, another] = endless;
  if (one !== undefined && another !== undefined) {
    problems.report("parallel-never-ends", another.span, "two blocks of this `par` may never end", {
      labels: [{ span: one.span, message: "this is the other one" }],
      notes: ["blocks of a `par` are put in sequence, and nothing comes after a block that may never end"],
    });
  } else if (one !== undefined && !isNothing(next)) {
    problems.report("parallel-never-ends", one.span, "this block of a `par` may never end, and something follows the `par`", {
      notes: ["put what follows into the blocks, or let every path through this block reach its end"],
    });
  }
  const last = new Set(endless);
  const ending = blocks.filter((block) => !last.has(block));
  const repeating = new Set(ending.filter(({ first, exit }) => repeats(first, exit)));
  return [...ending.filter((block) => !repeating.has(block)), ...repeating, ...endless];
}

/** Whether something between `first` and `exit` can be reached from itself. Depth first, without recursion. */
function repeats(first: Flow, exit: Exit): boolean {
  const [open, done] = [new Set<Flow>(), new Set<Flow>([exit])];
  const stack: { readonly flow: Flow; readonly isLeft: boolean }[] = [{ flow: first, isLeft: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { flow, isLeft } = top;
    if (isLeft) {
      open.delete(flow);
      done.add(flow);
    } else if (open.has(flow)) {
      return true;
    } else if (!done.has(flow)) {
      open.add(flow);
      stack.push({ flow, isLeft: true });
      for (const next of successors(flow)) stack.push({ flow: next, isLeft: false });
    }
  }
  return false;
}

/** Whether `exit` can be reached from everything that can be reached from `first`. */
function alwaysReaches(first: Flow, exit: Exit): boolean {
  const before = new Map<Flow, Flow[]>([[first, []]]);
  const found: Flow[] = [first];
  for (const flow of found) {
    if (flow === exit) continue;
    for (const next of successors(flow)) {
      const known = before.get(next);
      if (known !== undefined) known.push(flow);
      else {
        before.set(next, [flow]);
        found.push(next);
      }
    }
  }
  const reaching = new Set<Flow>([exit]);
  for (const flow of reaching) for (const earlier of before.get(flow) ?? []) reaching.add(earlier);
  return found.every((flow) => reaching.has(flow));
}

/** Whether the protocol is over without another message. */
function isNothing(flow: Flow): boolean {
  const seen = new Set<Flow>([flow]);
  for (const each of seen) {
    if (each.kind === "message") return false;
    for (const next of silentSuccessors(each)) seen.add(next);
  }
  return seen.has(endOfFlow);
}
