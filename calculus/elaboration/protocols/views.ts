/** What each role sees of a protocol with parallel blocks: where it acts in one block of a `par`, the other blocks are left out. */
import type { GlobalType, Role } from "../../core/index.ts";
import type { Budget } from "./expand.ts";
import { successors } from "./flow.ts";
import type { Exit, Flow, Instance, ParallelFlow } from "./flow.ts";
import { problems } from "./problems.ts";
import { globalTypeOf } from "./to-global-type.ts";

/**
 * Returns the types for projection of those roles that act in a block of some `par` and for which leaving the others out makes a well-formed protocol.
 * `parallels` are those of the flow, in order already; they are in the same order afterwards. Linear in the flow for each role.
 */
export function viewsOf(first: Instance, roles: readonly Role[], budget: Budget): ReadonlyMap<Role, GlobalType> {
  const parallels = parallelsOf(first);
  const views = new Map<Role, GlobalType>();
  if (parallels.length === 0) return views;
  const order = parallels.map(linksOf);
  const acting = parallels.map(({ blocks }) => blocks.map((block) => rolesBetween(block.first, block.exit)));
  for (const role of roles) {
    if (!acting.some((blocks) => blocks.some((own) => own.has(role)))) continue;
    parallels.forEach((parallel, index) => {
      const own = parallel.blocks.find((_, position) => acting[index]?.[position]?.has(role) === true);
      if (own === undefined) return;
      parallel.first = own.first;
      own.exit.next = parallel.next;
    });
    const found = problems();
    const type = globalTypeOf(first, new Map(), found, { ...budget });
    if (type !== undefined && found.found().length === 0) views.set(role, type);
    order.forEach((restore) => {
      restore();
    });
  }
  return views;
}

/** From where no parallel block is reached: protocols that go on as others do are walked once. */
const withoutParallels = new WeakSet<Flow>();

/** The parallel blocks that are reached, also inside of blocks that take turns, outer ones before inner ones. */
function parallelsOf(first: Instance): readonly ParallelFlow[] {
  const seen = new Set<Flow>([first]);
  for (const flow of seen) {
    if (withoutParallels.has(flow)) continue;
    for (const next of successors(flow)) seen.add(next);
    if (flow.kind === "parallel") for (const { first: inside } of flow.blocks) seen.add(inside);
  }
  const parallels = [...seen].filter((flow) => flow.kind === "parallel");
  if (parallels.length === 0) for (const flow of seen) withoutParallels.add(flow);
  return parallels;
}

/** Puts the links of a `par` back as they are now. */
function linksOf(parallel: ParallelFlow): () => void {
  const { first, blocks } = parallel;
  const nexts = blocks.map(({ exit }) => exit.next);
  return () => {
    parallel.first = first;
    blocks.forEach(({ exit }, index) => {
      exit.next = nexts[index] ?? exit.next;
    });
  };
}

/** Who sends or receives in a block. */
function rolesBetween(first: Flow, exit: Exit): ReadonlySet<Role> {
  const roles = new Set<Role>();
  const seen = new Set<Flow>([first]);
  for (const flow of seen) {
    if (flow === exit) continue;
    if (flow.kind === "message") roles.add(flow.from).add(flow.to);
    for (const next of successors(flow)) seen.add(next);
  }
  return roles;
}
