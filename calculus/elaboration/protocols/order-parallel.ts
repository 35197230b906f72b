/**
 * Parallel blocks of disjoint roles, put in sequence: over queues between pairs of roles the interleavings of disjoint roles tell nothing apart, so any
 * order will do. Nothing comes behind a block that may never end, so of those all take turns.
 */
import type { Budget } from "./expand.ts";
import { endOfFlow, silentSuccessors, successors } from "./flow.ts";
import type { Exit, Flow, ParallelFlow } from "./flow.ts";
import { interleave, type Part } from "./interleave.ts";
import type { Problems } from "./problems.ts";

/**
 * Links the blocks of each `par`: those without a loop first, then those that can reach their end from everywhere, in the order written, then those that
 * cannot, taking turns. Projection by merging does not see past a loop that a role has no part in, so the fewer blocks stand behind loops the better.
 * Reports a `par` with one that may never end and something that follows. False when the budget is used up. Linear in the blocks, for each level of
 * nesting; blocks that take turns are as large as their product.
 */
export function orderParallels(parallels: readonly ParallelFlow[], problems: Problems, budget: Budget): boolean {
  const orders = parallels.map((parallel) => orderOf(parallel, problems));
  for (const order of orders) link(order, order.endless[0]?.first ?? order.parallel.next);
  // What takes turns is copied as it is linked inside, so inner ones come first.
  const takingTurns = orders.filter(({ endless }) => endless.length > 1);
  const copied = new Set(takingTurns.map(({ parallel }) => parallel));
  const depths = new Map(takingTurns.map(({ parallel }) => [parallel, countInside(parallel, copied)]));
  for (const order of takingTurns.toSorted((a, b) => (depths.get(a.parallel) ?? 0) - (depths.get(b.parallel) ?? 0))) {
    const [first, ...others] = order.endless.map((block): Part => ({ first: block.first, exits: new Set([block.exit]) }));
    let together = first;
    for (const part of others) together = together && interleave(together, part, budget);
    if (together === undefined) return false;
    link(order, together.first);
  }
  return true;
}

/** Links the blocks in sequence, and `last` behind them. */
function link({ parallel, inSequence, endless }: Order, last: Flow): void {
  inSequence.forEach(({ exit }, index) => {
    exit.next = inSequence[index + 1]?.first ?? last;
  });
  for (const { exit } of endless) exit.next = parallel.next;
  parallel.first = inSequence[0]?.first ?? last;
}

/** How many of these stand in the blocks of a `par`. */
function countInside({ blocks }: ParallelFlow, among: ReadonlySet<ParallelFlow>): number {
  const outside = new Set<Flow>(blocks.map(({ exit }) => exit));
  const seen = new Set<Flow>(blocks.map(({ first }) => first));
  let count = 0;
  for (const flow of seen) {
    if (outside.has(flow)) continue;
    if (flow.kind === "parallel" && among.has(flow)) count++;
    for (const next of successors(flow)) seen.add(next);
  }
  return count;
}

interface Order {
  readonly parallel: ParallelFlow;
  readonly inSequence: ParallelFlow["blocks"];
  readonly endless: ParallelFlow["blocks"];
}

function orderOf(parallel: ParallelFlow, problems: Problems): Order {
  const { blocks, next } = parallel;
  const endless = blocks.filter(({ first, exit }) => !alwaysReaches(first, exit));
  const [one] = endless;
  if (one !== undefined && !isNothing(next)) {
    problems.report("parallel-never-ends", one.span, "this block of a `par` may never end, and something follows the `par`", {
      notes: ["put what follows into the blocks, or let every path through this block reach its end"],
    });
  }
  const last = new Set(endless);
  const ending = blocks.filter((block) => !last.has(block));
  const repeating = new Set(ending.filter(({ first, exit }) => repeats(first, exit)));
  return { parallel, inSequence: [...ending.filter((block) => !repeating.has(block)), ...repeating], endless };
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
